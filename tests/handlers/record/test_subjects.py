"""Every kind of subject has its row, and the row says what is so of it."""

from dataclasses import replace

import pytest

from handlers.record.subjects import SUBJECTS, channels, number_of, passes, view
from protocol.obligation import About, Subject
from protocol.parties import Channel, Passage
from protocol.views import View
from storage.work import Work
from tests.journeys.stage import Stage, send


def test_every_kind_of_subject_has_its_row() -> None:
    assert set(SUBJECTS) == set(About)
    assert {about for about, row in SUBJECTS.items() if not row.is_typed} == {About.CONSENT}
    assert {about for about, row in SUBJECTS.items() if row.card is None} == {About.CONSENT}


def test_of_a_request_alone_the_parties_agree(stage: Stage) -> None:
    send(stage)

    def told(work: Work) -> None:
        request = work.requests.of("KZ-1")[0]
        asked, stranger = work.registry.officer("by-duty"), work.registry.officer("am-duty")
        assert number_of(work, request.subject) == "KZ-BY-2026-1"
        assert view(work, request.subject, asked) is View.CONTENT
        assert view(work, request.subject, stranger) is View.NOTHING
        assert passes(work, request.subject, Channel.CONSOLE) is Passage.CONTENT
        assert channels(work, request.subject, asked) == (Channel.CONSOLE,)
        work.requests.save(replace(request, official_use=True))
        assert passes(work, request.subject, Channel.TELEGRAM) is Passage.POINTER
        assert channels(work, request.subject, asked) == ()
        assert passes(work, Subject(About.NOTICE, "none"), Channel.TELEGRAM) is Passage.CONTENT
        with pytest.raises(LookupError):
            view(work, Subject(About.REQUEST, "none"), asked)

    stage.look(told)
