"""The log: where something failed, never a value of it."""

from bot.logs import failure_without_values


def test_the_log_keeps_where_it_failed_and_no_value() -> None:
    def failing(secret: str) -> None:
        raise ValueError(f"not a number: {secret}")

    try:
        try:
            failing("Асанов")
        except ValueError as error:
            raise RuntimeError("Асанов again") from error
    except RuntimeError:
        event = failure_without_values(None, "error", {"event": "failed", "exc_info": True})

    assert event["failures"] == ["RuntimeError", "ValueError"]
    assert any(str(frame).endswith(" failing") for frame in event["frames"])
    assert "Асанов" not in str(event)
