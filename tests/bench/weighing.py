"""What a browser has to fetch for a page."""

import os

from .stage import stage


def weight(_names: list[str]) -> dict[str, float]:
    """`weight.thread_kib` and its parts: what a browser fetches for a thread, cold; `weight.next_kib` for the next one."""
    with stage("sqlite") as made, made.serving() as server:
        paths = made.inside("addresses", "thread")["thread"]["visitor"]
        return _weigh(server.url, paths[0], paths[1])


def _weigh(url: str, first: str, then: str) -> dict[str, float]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ["CHROMIUM"], args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(locale="fr-CA")
        fetched: dict[str, dict] = {}
        network = page.context.new_cdp_session(page)
        network.send("Network.enable")
        network.on(
            "Network.responseReceived",
            lambda e: fetched.setdefault(e["requestId"], {}).update(
                kind=e["type"], cached=e["response"]["fromDiskCache"]
            ),
        )
        network.on(
            "Network.loadingFinished",
            lambda e: fetched.setdefault(e["requestId"], {}).update(size=e["encodedDataLength"]),
        )
        page.goto(url + first, wait_until="networkidle")
        cold = list(fetched.values())
        fetched.clear()
        page.goto(url + then, wait_until="networkidle")
        warm = list(fetched.values())
        browser.close()
    return {**_sums(cold), "weight.next_kib": sum(one.get("size", 0) for one in warm) / 1024}


def _sums(fetched: list[dict]) -> dict[str, float]:
    kinds = {"Document": "html", "Stylesheet": "css", "Script": "js", "Font": "fonts"}
    sizes = dict.fromkeys((*kinds.values(), "other"), 0.0)
    for one in fetched:
        sizes[kinds.get(one.get("kind", ""), "other")] += one.get("size", 0) / 1024
    return {
        "weight.thread_kib": sum(size for name, size in sizes.items() if name != "fonts"),
        "weight.thread_requests": len(fetched),
        **{f"weight.{name}_kib": size for name, size in sizes.items()},
    }


KINDS = [(("weight",), weight)]
