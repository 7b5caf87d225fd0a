"""Claims that a reviewer has in view, kept out of the queues of others for some minutes.

A lease divides work and forbids nothing: whoever decides first is heard, and the other is told (`DecidedMeanwhile`).
Rows are replaced and removed; nothing rests on them.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select, update

from . import schema as t

LEASE_S = 600
"""Seconds for which a claim is held: longer than a careful look at one, shorter than a coffee break."""


def lease(connection: Connection, claims: Collection[str], holder: str, now: str) -> frozenset[str]:
    """Hold claims that nobody else holds; returns the ids of those that this reviewer now holds."""
    got = frozenset(claims) - leased(connection, holder, now)
    mine = select(t.leases.c.claim).where(t.leases.c.holder == holder, t.leases.c.until > later(now, LEASE_S // 2))
    fresh = got - set(connection.scalars(mine))
    if fresh:
        connection.execute(delete(t.leases).where(t.leases.c.claim.in_(fresh)))
        connection.execute(delete(t.leases).where(t.leases.c.until <= now))
        until = later(now, LEASE_S)
        connection.execute(insert(t.leases), [{"claim": c, "holder": holder, "until": until} for c in sorted(fresh)])
    return got


def leased(connection: Connection, other_than: str, now: str) -> frozenset[str]:
    """Ids of the claims that other reviewers hold."""
    held = select(t.leases.c.claim).where(t.leases.c.holder != other_than, t.leases.c.until > now)
    return frozenset(connection.scalars(held))


def hand_over(connection: Connection, holder: str, to: str) -> None:
    """Let what one reviewer holds be another's: it is the same person under another name."""
    connection.execute(update(t.leases).where(t.leases.c.holder == holder).values(holder=to))


def release(connection: Connection, claim: str) -> None:
    """Let go of a claim, whoever holds it: it was decided about."""
    connection.execute(delete(t.leases).where(t.leases.c.claim == claim))


def later(now: str, seconds: int) -> str:
    """An instant so many seconds after another, written alike."""
    return (datetime.fromisoformat(now) + timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
