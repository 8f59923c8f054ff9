"""The rooms of the house, in the order in which one may lean on another (docs/architecture.md)."""

ROOMS = [
    "ui",
    "spine",
    "people",
    "community",
    "files",
    "conversation",
    "practice",
    "gathering",
    "protocol",
    "lifecycle",
    "letters",
    "memory",
    "demo",
]
