"""A Review as plain data, the shape `batch` and `check --json` write."""

from typing import Any

from .results import Part, Review, Rewrite


def part(piece: Part) -> dict[str, Any]:
    if piece.choice:
        return {"choice": list(piece.choice), "slot": piece.slot}
    return {"blank": piece.blank} if piece.blank else {"text": piece.text}


def rewrite(one: Rewrite) -> dict[str, Any]:
    return {
        "version": one.version, "text": one.text, "parts": [part(piece) for piece in one.parts],
        "left_out": [{"span": left.span, "reason": left.reason} for left in one.left_out],
    }


def review(one: Review) -> dict[str, Any]:
    """The contract's object, without its id."""
    reply = one.reply
    support = one.support
    return {
        "verdict": one.verdict,
        "notice": one.notice,
        "findings": [
            {"rule": f.rule, "kind": f.kind, "severity": f.severity, "start": f.start, "end": f.end, "span": f.span, "why": f.why, "advice": f.advice}
            for f in one.findings
        ],
        "strengths": [{"kind": s.kind, "start": s.start, "end": s.end, "span": s.span} for s in one.strengths],
        "rewrites": [rewrite(version) for version in one.rewrites],
        "reply": reply and {
            "label": reply.label, "turn": reply.turn,
            "moves": [{"move": m.move, "start": m.start, "end": m.end, "span": m.span} for m in reply.moves],
            "picked_up": [
                {"start": p.start, "end": p.end, "partner_start": p.partner_start, "partner_end": p.partner_end} for p in reply.picked_up
            ],
            "better": [rewrite(version) for version in reply.better],
        },
        "support": support and {
            "tier": support.tier, "role": support.role, "turn": support.turn, "start": support.start, "end": support.end, "span": support.span,
        },
    }
