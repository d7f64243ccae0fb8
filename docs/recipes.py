"""
`python -m docs.recipes`: how many files each recipe of the documents touches, and how many it may.

A recipe is a heading with fenced blocks. A block whose first line is `# PATH` is a new file, or
what is added to the end of one. A `diff` changes files that stand: ` # PATH` begins one; behind a
line with a blank, those with a minus go and those with a plus come. They stand there once.
"""

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
README, DEVELOPER = Path("README.md"), Path("docs/developer.md")
FENCED = re.compile(r"^```(?P<kind>\w*)\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE)
_HEAD = "# "


@dataclass(frozen=True, slots=True)
class Recipe:
    """One recipe: the document and the heading under which it stands, and how many files it may."""

    document: Path
    heading: str
    most: int

    def blocks(self, root: Path = ROOT) -> Iterator["Block"]:
        """Yield its blocks in their order."""
        text = (root / self.document).read_text(encoding="utf-8")
        _, found, rest = text.partition(f"## {self.heading}\n")
        if not found:
            raise ValueError(f"{self.document} has no «{self.heading}»")
        section = re.split(r"^##+ ", rest, maxsplit=1, flags=re.MULTILINE)[0]
        for each in FENCED.finditer(section):
            if each["kind"] != "console":
                yield Block(each["kind"], tuple(each["body"].splitlines()))

    def touched(self, root: Path = ROOT) -> tuple[str, ...]:
        """Return the files that a person who follows it makes or changes."""
        names = (name for block in self.blocks(root) for name in block.files())
        return tuple(dict.fromkeys(names))

    def follow(self, root: Path) -> None:
        """
        Do literally what it says, in a copy of the tree.

        Raises: ValueError where what a change names does not stand there once.
        """
        for block in tuple(self.blocks(root)):
            block.apply(root)


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block of a recipe."""

    kind: str
    lines: tuple[str, ...]

    def files(self) -> Iterator[str]:
        """Yield the files that it names."""
        if self.kind != "diff":
            yield self.lines[0].removeprefix(_HEAD)
            return
        for line in self.lines:
            if line.startswith(f" {_HEAD}"):
                yield line.removeprefix(f" {_HEAD}")

    def apply(self, root: Path) -> None:
        """Do what it says; see the head of this file."""
        if self.kind == "diff":
            self._change(root)
            return
        path = root / self.lines[0].removeprefix(_HEAD)
        body = "\n".join(self.lines[1:]) + "\n"
        if path.exists():
            body = f"{path.read_text(encoding='utf-8')}\n{body}"
        path.parent.mkdir(exist_ok=True)
        path.write_text(body, encoding="utf-8")

    def _change(self, root: Path) -> None:
        path, anchor = root, ""
        gone: list[str] = []
        new: list[str] = []
        for line in (*self.lines, " "):
            if line.startswith("-"):
                gone.append(line[1:])
            elif line.startswith("+"):
                new.append(line[1:])
            else:
                if gone or new:
                    _replace(path, "\n".join((anchor, *gone)), "\n".join((anchor, *new)))
                gone, new, anchor = [], [], line[1:]
                if line.startswith(f" {_HEAD}"):
                    path = root / line.removeprefix(f" {_HEAD}")


def _replace(path: Path, before: str, after: str) -> None:
    whole = path.read_text(encoding="utf-8")
    if whole.count(f"\n{before}\n") != 1:
        raise ValueError(f"{path.name} does not have once: {before}")
    path.write_text(whole.replace(f"\n{before}\n", f"\n{after}\n"), encoding="utf-8")


RECIPES: Mapping[str, Recipe] = {
    "command": Recipe(README, "Add a command in three steps", most=5),
    "move": Recipe(DEVELOPER, "Add a move with its obligation", most=11),
}


def main() -> int:
    """Show what each recipe touches; return 1 where that is more than it may."""
    wrong = False
    for name, recipe in RECIPES.items():
        files = recipe.touched()
        wrong = wrong or len(files) > recipe.most
        print(f"{name}: {len(files)} files, {recipe.most} at most")
        for each in files:
            print(f"    {each}")
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())
