"""Values of ``Authorization`` as nobody should send them, made from right ones."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from random import Random

Mutation = Callable[[Random, bytes], bytes]

ODD_BYTES = bytes(range(1, 256))
BASE64_DAMAGE = (b"=", b"==", b"-", b"_", b"*", b" ", b"\t", b"%", b"\xff", b"\xc3\xa9")
SCHEMES = (b"Bearer", b"Basic", b"Digest", b"Cookie", b"Negotiate", b"", b'"Basic"', b"Basic,", b"B\xe4sic")
ODD_PARTS = (b"", b".", b"e30", b"bnVsbA", b"W10", b"IiI", b"eyJhbGciOiJub25lIn0", b"A" * 3000, b"W1tb" * 600)


def _place(random: Random, value: bytes) -> int:
    return random.randrange(len(value) + 1)


def flip(random: Random, value: bytes) -> bytes:
    """Turn one bit."""
    place = random.randrange(len(value))
    return value[:place] + bytes([value[place] ^ 1 << random.randrange(8)]) + value[place + 1 :]


def insert(random: Random, value: bytes) -> bytes:
    """Put any byte but NUL anywhere."""
    place = _place(random, value)
    return value[:place] + bytes([random.choice(ODD_BYTES)]) + value[place:]


def truncate(random: Random, value: bytes) -> bytes:
    """Cut it off."""
    return value[: _place(random, value)]


def double(random: Random, value: bytes) -> bytes:
    """Send it twice, as a server joins repeated fields or without a comma."""
    return random.choice([b", ", b",", b" ", b"", b" , ,"]).join([value] * random.randint(2, 5))


def join(random: Random, value: bytes) -> bytes:
    """Add a second field of another scheme."""
    other = random.choice(SCHEMES) + random.choice([b" abc", b" realm=x", b' a="b, c"', b""])
    return random.choice([b", ", b",", b";"]).join(random.sample([value, other], 2))


def case(random: Random, value: bytes) -> bytes:
    """Change the case of everything."""
    return random.choice([bytes.lower, bytes.upper, bytes.swapcase])(value)


def scheme(random: Random, value: bytes) -> bytes:
    """Say it is of another scheme, with odd spacing."""
    return random.choice(SCHEMES) + random.choice([b" ", b"  ", b"\t", b""]) + value.partition(b" ")[2]


def giant(random: Random, value: bytes) -> bytes:
    """Make it long: below, at and beyond every limit that a server might have."""
    place, byte = _place(random, value), bytes([random.choice(ODD_BYTES[32:126])])
    return value[:place] + byte * random.choice([500, 4000, 8200]) + value[place:]


def base64_damage(random: Random, value: bytes) -> bytes:
    """Break the Base64 in the middle or at the end."""
    place = random.choice([len(value), _place(random, value)])
    return value[:place] + random.choice(BASE64_DAMAGE) + value[place:]


def part_swap(random: Random, value: bytes) -> bytes:
    """Shuffle, drop or replace the parts between full stops: those of a JWT."""
    parts = [*value.partition(b" ")[2].split(b"."), random.choice(ODD_PARTS)]
    random.shuffle(parts)
    return b"Bearer " + b".".join(parts[: random.randint(1, 5)])


def basic_content(random: Random, value: bytes) -> bytes:
    """Encode rightly what is no name and password."""
    content = random.choices(ODD_BYTES + b"\x00" + b":" * 60, k=random.randint(0, 60))
    return b"Basic " + b64encode(bytes(content))


MUTATIONS: tuple[Mutation, ...] = (
    flip, insert, truncate, double, join, case, scheme, giant, base64_damage, part_swap, basic_content,
)  # fmt: skip


def mutate(random: Random, value: bytes) -> bytes:
    """Apply one to three mutations."""
    for mutation in random.choices(MUTATIONS, k=random.choice([1, 1, 1, 2, 3])):
        value = mutation(random, value or b"Basic")
    return value
