"""The Merkle tree of RFC 9162: roots, and proofs of inclusion and of consistency.

Hashes are SHA-256. A leaf is hashed with 0x00 before it and an inner node with
0x01 (2.1.1), so that neither can pass for the other. Section numbers below are
those of RFC 9162.
"""

from collections.abc import Sequence
from typing import Self

from evidence.seal.digests import sha256_digest

HASH_SIZE = 32
EMPTY_ROOT = sha256_digest(b"")
"""The root of a tree without leaves (2.1.1)."""


def leaf_hash(entry: bytes) -> bytes:
    """The hash of one entry (2.1.1)."""
    return sha256_digest(b"\x00" + entry)


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node (2.1.1)."""
    return sha256_digest(b"\x01" + left + right)


class Peaks:
    """A growing tree, kept as the roots of its perfect subtrees, the largest first.

    A tree of n leaves has one peak for each bit set in n, so that adding a leaf
    and taking the root cost O(log n). Two trees with the same root have the same
    peaks: whoever knows the root can trust peaks that lead to it.
    """

    def __init__(self, size: int = 0, hashes: Sequence[bytes] = ()) -> None:
        """`hashes` are the peaks of a tree of `size` leaves. Raises ValueError if not."""
        if size < 0 or len(hashes) != size.bit_count():
            raise ValueError("not the peaks of a tree of this size")
        if any(len(one) != HASH_SIZE for one in hashes):
            raise ValueError("a peak is not as long as a hash")
        self.size = size
        self.hashes = list(hashes)

    def add(self, leaf: bytes) -> None:
        """Append the leaf hash `leaf`."""
        carry = self.size
        while carry & 1:
            leaf = node_hash(self.hashes.pop(), leaf)
            carry >>= 1
        self.hashes.append(leaf)
        self.size += 1

    def root(self) -> bytes:
        """The root of the tree (2.1.1)."""
        if not self.hashes:
            return EMPTY_ROOT
        root = self.hashes[-1]
        for peak in reversed(self.hashes[:-1]):
            root = node_hash(peak, root)
        return root

    def copy(self) -> Self:
        """A second tree that goes on from here on its own."""
        return type(self)(self.size, self.hashes)


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root over the leaf hashes `leaves` (2.1.1)."""
    peaks = Peaks()
    for leaf in leaves:
        peaks.add(leaf)
    return peaks.root()


def inclusion_path(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    """The proof that leaf `index` is in the tree over `leaves`, its sibling first (2.1.3.1).

    Raises IndexError where there is no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise IndexError("no such leaf")
    path, start, end = [], 0, len(leaves)
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(root_of(leaves[middle:end]))
            end = middle
        else:
            path.append(root_of(leaves[start:middle]))
            start = middle
    return path[::-1]


def includes(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """Whether `path` proves `leaf` to be leaf `index` of the tree of `size` leaves (2.1.3.2)."""
    if not 0 <= index < size or not _are_hashes(leaf, root, *path):
        return False
    node, last, found = index, size - 1, leaf
    for sibling in path:
        if last == 0:
            return False
        if node & 1 or node == last:
            found = node_hash(sibling, found)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and found == root


def consistency_path(old: int, leaves: Sequence[bytes]) -> list[bytes]:
    """The proof that the tree over `leaves` begins with that over its first `old` (2.1.4.1).

    Empty where the two are one tree. Raises IndexError unless 0 < old <= size.
    """
    if not 0 < old <= len(leaves):
        raise IndexError("no such older tree")
    path: list[bytes] = []
    start, end, whole = 0, len(leaves), True
    while start + old != end:
        middle = _split(end - start)
        if old <= middle:
            path.append(root_of(leaves[start + middle : end]))
            end = start + middle
        else:
            path.append(root_of(leaves[start : start + middle]))
            start, old, whole = start + middle, old - middle, False
    if not whole:
        path.append(root_of(leaves[start:end]))
    return path[::-1]


def is_consistent(old: int, size: int, path: Sequence[bytes], old_root: bytes, root: bytes) -> bool:
    """Whether `path` proves that the tree of `size` begins with that of `old` leaves (2.1.4.2).

    An empty older tree proves nothing and is refused.
    """
    if not 0 < old <= size or not _are_hashes(old_root, root, *path):
        return False
    if old == size:
        return not path and old_root == root
    if old & (old - 1) == 0:
        path = [old_root, *path]
    if not path:
        return False
    node, last = old - 1, size - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    first, second = path[0], path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            first, second = node_hash(sibling, first), node_hash(sibling, second)
            while not node & 1 and node:
                node, last = node >> 1, last >> 1
        else:
            second = node_hash(second, sibling)
        node, last = node >> 1, last >> 1
    return last == 0 and first == old_root and second == root


def _split(size: int) -> int:
    """The largest power of two smaller than `size` (2.1.1)."""
    return 1 << (size - 1).bit_length() - 1


def _are_hashes(*hashes: bytes) -> bool:
    return all(len(one) == HASH_SIZE for one in hashes)
