"""What an action may say no with."""

import re
from dataclasses import dataclass


class Refusal(Exception):  # noqa: N818 - the family's name; each member ends in Error
    """An action's refusal. Its text is a sentence the visitor may read and act on.

    Code tells refusals apart by `code`. A subclass is for what product code catches by type; its
    code is its name.
    """

    words = "That could not be done."
    code = "refused"

    def __init_subclass__(cls) -> None:
        cls.code = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__.removesuffix("Error")).lower()

    def __init__(self, words: str = "", *, code: str = "") -> None:
        super().__init__(words or self.words)
        self.code = code or self.code


@dataclass(frozen=True)
class Obstacle:
    """Something that somebody has to mend before work can go on: what kind of row, which, and why.

    The words are a sentence that names nobody: they are kept, and shown beside the row's own name.
    """

    kind: str
    ref: str
    words: str


class ObstacleError(Refusal):
    """Work that waits until what stands in its way is mended. A job's row is then asked again."""

    def __init__(self, *obstacles: Obstacle) -> None:
        super().__init__(" ".join(obstacle.words for obstacle in obstacles))
        self.obstacles = obstacles


class BusyError(Exception):
    """The rows were held by others for too long. Nothing changed: try again.

    No Refusal, which a form would show as its answer: core.web.middleware.busy answers, with 503.
    """
