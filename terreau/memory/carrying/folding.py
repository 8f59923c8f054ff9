"""What a message says first, and what is folded under it; together they hold every line of the mail."""

from ..arrivals.quoting import Kind, pieces


def folded(text: str) -> tuple[str, str]:
    """`(own, folded)`: from the first own words to the last in place, what comes before and after folded away.

    A quote between two own passages stays where it is: it is what they answer.
    """
    cut = pieces(text)
    own = [place for place, piece in enumerate(cut) if piece.kind is Kind.OWN and piece.text.strip()]
    if not own:
        return text.strip("\n"), ""
    first, last = own[0], own[-1] + 1
    inside = "".join(piece.text for piece in cut[first:last])
    around = ["".join(piece.text for piece in some) for some in (cut[:first], cut[last:])]
    return inside.strip("\n"), "\n\n".join(part.strip("\n") for part in around if part.strip())
