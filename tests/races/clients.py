"""Many clients that press the same button at the same instant, through HTTP."""

import http.client
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import uuid4

from tests.live_server import LiveServer

TOKEN = "a" * 32
BUSY, TRIES = 503, 5


@dataclass(frozen=True)
class Post:
    """One form, sent by one person."""

    session: str
    path: str
    answers: dict[str, str]


def enrolment(session: str, ref: str, key: str = "", page: str = "enrol") -> Post:
    """The form of an event to enrol, or to wait, as a browser would send it."""
    answers = {"area": "330", "manager_email": "", "access_needs": "", "form_key": key}
    return Post(session, f"/dates/{ref}/{page}/", {**answers, "form_key": key or str(uuid4())})


def send(server: LiveServer, post: Post, *, wait: Callable[[], object] = int) -> int:
    """Send one form, once `wait` is over and the connection open; its status, 0 for none."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    body = urlencode({**post.answers, "csrfmiddlewaretoken": TOKEN})
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": f"sessionid={post.session}; csrftoken={TOKEN}",
    }
    try:
        connection.connect()
        wait()
        connection.request("POST", post.path, body, headers)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


def fire(server: LiveServer, posts: list[Post]) -> list[int]:
    """Send them all at once; the status of each answer, 0 for none."""
    barrier = threading.Barrier(len(posts))
    statuses = [0] * len(posts)

    def shoot(index: int, post: Post) -> None:
        statuses[index] = send(server, post, wait=lambda: barrier.wait(30))

    threads = [
        threading.Thread(target=shoot, args=(index, post)) for index, post in enumerate(posts)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses


def insist(server: LiveServer, posts: list[Post]) -> Counter[int]:
    """Send them all at once; who is told that it is busy asks again, as people do."""
    statuses = Counter(answers := fire(server, posts))
    for _ in range(TRIES):
        posts = [post for post, status in zip(posts, answers, strict=True) if status == BUSY]
        if not posts:
            break
        answers = fire(server, posts)
        statuses.update(answers)
    return statuses


@dataclass(frozen=True)
class Round:
    """What came of one round: the answers, and what the rows say."""

    statuses: Counter[int]
    taken: int
    holding: int
    capacity: int

    @property
    def is_oversold(self) -> bool:
        """Whether more people hold a place than there are."""
        return self.holding > self.capacity

    @property
    def is_undersold(self) -> bool:
        """Whether a place was left although everyone wanted it."""
        return self.holding < self.capacity


def race(server: LiveServer, sessions: list[str], capacity: int = 1) -> Round:
    """Everyone wants one of the places of a new event at the same instant.

    Who is told that it is busy asks again, as the page says.
    """
    ref = server.call("tests.races.seed", "make_event", capacity=capacity)
    statuses = insist(server, [enrolment(session, ref) for session in sessions])
    return Round(statuses, **server.call("tests.races.seed", "places", ref=ref))
