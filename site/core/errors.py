"""What an action may say no with."""


class Refusal(Exception):  # noqa: N818 - the family's name; each member ends in Error
    """An action's refusal. Its text is a sentence the visitor may read and act on."""

    words = "That could not be done."

    def __init__(self, words: str = "") -> None:
        super().__init__(words or self.words)


class BusyError(Exception):
    """The rows were held by others for too long. Nothing changed: try again."""


class StaleKeyError(Refusal):
    """One form key came back with different answers."""

    words = "This form was already sent with other answers. Open it again to send it once more."
