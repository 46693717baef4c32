"""How full something is, in numbers and words: lists, pages, forms and search all say it so."""

from dataclasses import dataclass

from core.text import count_words

FEW = 3  # or a tenth of all, whichever is more


@dataclass(frozen=True)
class Seats:
    """What there is room for, and how much of it is taken."""

    taken: int
    capacity: int

    @property
    def left(self) -> int:
        return max(0, self.capacity - self.taken)

    @property
    def taken_percent(self) -> int:
        if self.capacity <= 0:
            return 100
        return min(100, round(100 * self.taken / self.capacity))

    @property
    def tone(self) -> str:
        """full, low or open."""
        if not self.left:
            return "full"
        return "low" if self.left <= max(FEW, self.capacity // 10) else "open"

    @property
    def words(self) -> str:
        """4 of 50 places left; Full."""
        return f"{self.left} of {count_words(self.capacity, 'place')} left" if self.left else "Full"

    @property
    def left_words(self) -> str:
        """1 place left; Full: for where the capacity does not matter."""
        return f"{count_words(self.left, 'place')} left" if self.left else "Full"
