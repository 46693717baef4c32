"""A mail server for tests, on a port of this machine, that can be as unkind as real ones are."""

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message as Mail


@dataclass
class Mood:
    """How the server behaves, and what it has taken."""

    refuses: set[str] = field(default_factory=set)  # addresses
    refuses_one_in: int = 0  # so many messages, for now; whoever is refused once is taken then
    refusal: bytes = b"550 No such person"
    port: int = 0
    hangs: bool = False  # takes up the call, and says nothing until it does not hang any more
    seconds_to_answer: float = 0
    seconds_to_take: float = 0  # from the end of the message to the answer
    seconds_a_byte: float = 0
    drops_after_data: int = 0  # how many times it hangs up instead of saying that it has the mail
    says_goodbye: bytes = b"221 Bye"
    taken: list[tuple[str, Mail]] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)  # the Message-ID of all it was sent
    asked: list[str] = field(default_factory=list)  # to whom it was to take something
    calls: int = 0


class Conversation(socketserver.StreamRequestHandler):
    """Speaks as much SMTP as a client needs."""

    def handle(self) -> None:
        """Answer until the client leaves or patience ends."""
        self.mood: Mood = self.server.mood  # type: ignore[attr-defined]
        self.to = ""
        self.mood.calls += 1
        while self.mood.hangs:
            time.sleep(0.02)
        self.say(b"220 Ready")
        for line in self.rfile:
            word = line.split(b" ")[0].strip().upper()
            if not self.answer(word, line):
                return

    def answer(self, word: bytes, line: bytes) -> bool:
        """Answer one line. False when the conversation is over."""
        if word == b"RCPT":
            self.to = line.decode().partition("<")[2].partition(">")[0]
            self.mood.asked.append(self.to)
            refused = self.to in self.mood.refuses or self.is_the_odd_one()
            self.say(self.mood.refusal if refused else b"250 Known")
        elif word == b"DATA":
            self.say(b"354 Go on")
            return self.take()
        elif word == b"QUIT":
            if self.mood.says_goodbye:
                self.say(self.mood.says_goodbye)
            return False
        else:
            self.say(b"250 Fine")
        return True

    def is_the_odd_one(self) -> bool:
        one_in, asked = self.mood.refuses_one_in, self.mood.asked
        return bool(one_in and not len(asked) % one_in and asked.count(self.to) == 1)

    def take(self) -> bool:
        """Read the mail, and say that it is taken, or hang up."""
        lines = []
        for line in self.rfile:
            if line.rstrip(b"\r\n") == b".":
                break
            lines.append(line)
        mail = message_from_bytes(b"".join(lines))
        self.mood.heard.append(str(mail["Message-ID"]))
        if self.mood.drops_after_data:
            self.mood.drops_after_data -= 1
            return False
        self.mood.taken.append((self.to, mail))
        time.sleep(self.mood.seconds_to_take)
        self.say(b"250 Taken")
        return True

    def say(self, words: bytes) -> None:
        """Answer, after a while if that is the mood."""
        time.sleep(self.mood.seconds_to_answer)
        letters = [words + b"\r\n"]
        if self.mood.seconds_a_byte:
            letters = [bytes([letter]) for letter in letters[0]]
        with suppress(OSError):  # the client has hung up
            for letter in letters:
                self.wfile.write(letter)
                time.sleep(self.mood.seconds_a_byte)


class Server(socketserver.ThreadingTCPServer):
    """Answers each client in a thread of its own."""

    allow_reuse_address = True
    daemon_threads = True


@contextmanager
def mail_server(port: int = 0) -> Iterator[tuple[Mood, int]]:
    """A server that listens; yields how it behaves and its port."""
    with Server(("127.0.0.1", port), Conversation) as server:
        server.mood = mood = Mood()  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield mood, server.server_address[1]
        finally:
            server.shutdown()
            thread.join()
