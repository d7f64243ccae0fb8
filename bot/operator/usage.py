"""How the command line is read: help in the operator's language, no unreadable argument."""

import os
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from bot.words.operator import Words, operator_words
from bot.words.outlet import say
from protocol.unseen import first_unseen

OfficerId = Annotated[str, typer.Argument(metavar="ID", help="operator-help-id")]


class Command(TyperCommand):
    """A command whose help texts are keys of words."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Put the words in their place first."""
        _fill_help(operator_words(os.environ), self)
        super().format_help(ctx, formatter)


class Group(TyperGroup):
    """A group whose help texts, and those of its commands, are keys of words."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **named: Any) -> Any:
        """Take no argument that nobody could read; else whatever is said of it would pass it on."""
        given = list(sys.argv[1:] if args is None else args)
        for number, each in enumerate(given, 1):
            if found := first_unseen(each):
                place, char = found
                words = operator_words(os.environ)
                unseen = words("operator-usage-unseen", number=number, place=place, char=char)
                say(unseen, err=True)
                sys.exit(2)
        # Whatever is made from here on is its owner's alone, what libraries make too.
        before = os.umask(0o077)
        try:
            return super().main(given, *rest, **named)
        finally:
            os.umask(before)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Put the words in their place first."""
        words = operator_words(os.environ)
        for each in (self, *self.commands.values()):
            _fill_help(words, each)
        super().format_help(ctx, formatter)


def group(help: str) -> typer.Typer:
    """Return a group of commands, empty still; `help` is the key of its words."""
    return typer.Typer(
        context_settings={"help_option_names": ["-h", "--help"]},
        cls=Group,
        help=help,
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )


def _fill_help(words: Words, command: Any) -> None:
    for each in (command, *command.params):
        key = getattr(each, "help", None) or ""
        if key.startswith("operator-"):
            each.help = words(key)
