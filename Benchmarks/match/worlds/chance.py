"""A seeded source of chance whose numbers are the same under every Python: it uses `random.random` alone."""
import random


class Chance:
    def __init__(self, *seed):
        self._source = random.Random(":".join(str(part) for part in seed))

    def real(self, low=0.0, high=1.0):
        return low + (high - low) * self._source.random()

    def yes(self, share):
        return self._source.random() < share

    def below(self, count):
        return int(self._source.random() * count)

    def within(self, low, high):
        """A whole number from low to high, both included."""
        return low + self.below(high - low + 1)

    def pick(self, items):
        return items[self.below(len(items))]

    def early(self, items, bend=2.0):
        """An item, the first ones more often."""
        return items[int(len(items) * self._source.random() ** bend)]

    def weighted(self, pairs):
        """The first of a (item, weight) pair."""
        at = self._source.random() * sum(weight for _, weight in pairs)
        for item, weight in pairs:
            at -= weight
            if at < 0:
                return item
        return pairs[-1][0]

    def digits(self, count, first="0123456789"):
        return "".join(self.pick(first if place == 0 else "0123456789") for place in range(count))

    def shuffled(self, items):
        result = list(items)
        for place in range(len(result) - 1, 0, -1):
            other = self.below(place + 1)
            result[place], result[other] = result[other], result[place]
        return result

    def uuid(self):
        text = "".join(self.pick("0123456789abcdef") for _ in range(32))
        return f"{text[:8]}-{text[8:12]}-4{text[13:16]}-a{text[17:20]}-{text[20:]}"
