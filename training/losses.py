"""What each head is taught, on the windows whose corpus annotates it."""

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from according.reading.encoder.mentions import LONGEST

from .labels import TAGS
from .network import ReaderNetwork, antecedent_scores, attribution_scores, span_scores
from .windows import IGNORE

FAR = -1e4
SPAN_SCALE = 6.0
"""The span loss is summed over all stretches and divided by pieces; this brings it to the size of the other heads."""
ROLE_PIECES = 60
"""Pieces of a middling attribution, by which the loss of its matrix is divided."""


def losses(model: ReaderNetwork, batch: dict[str, Any], *, smoothing: float) -> dict[str, Tensor]:
    """Mean loss of each head that the batch teaches; `batch` is from `windows.packed`, arrays as tensors."""
    out_blocks = model(batch["ids"], batch["shapes"], batch["gaps"])
    tags, dependents, heads, rel, spans, attr, coref = (block.float() for block in out_blocks)
    out = _tag_losses(tags, batch, smoothing)
    known = batch["heads"] != IGNORE
    if known.any():
        scores = dependents @ heads.transpose(-1, -2)
        scores = scores.masked_fill(~(batch["ids"] != 0)[:, None, :], FAR)
        out["arc"] = F.cross_entropy(scores[known], batch["heads"][known])
        out["rel"] = _relation_loss(model, batch, rel, known, smoothing)
    rows = batch["has_mentions"].nonzero()[:, 0]
    if len(rows):
        out["span"] = _span_loss(model, batch, spans, rows)
    rows = batch["has_attributions"].nonzero()[:, 0]
    if len(rows):
        out["attr"] = _attribution_loss(model, batch, attr, rows)
    if batch["entities"]:
        out["coref"] = _antecedent_loss(antecedent_scores(coref, model.coref_distance), batch["entities"])
    return out


def _tag_losses(tags: Tensor, batch: dict[str, Any], smoothing: float) -> dict[str, Tensor]:
    out: dict[str, Tensor] = {}
    at = 0
    for name, width in TAGS.items():
        part = tags[..., at : at + width]
        at += width
        if name == "factuality":
            known = ~torch.isnan(batch["facts"])
            if known.any():
                out[name] = F.smooth_l1_loss(part[..., 0][known], batch["facts"][known])
            continue
        target = batch[name]
        known = target != IGNORE
        if not known.any():
            continue
        if width == 1:
            out[name] = F.binary_cross_entropy_with_logits(part[..., 0][known], target[known].float())
        else:
            out[name] = F.cross_entropy(part[known], target[known], label_smoothing=smoothing)
    return out


def _relation_loss(model: ReaderNetwork, batch: dict[str, Any], rel: Tensor, known: Tensor, smoothing: float) -> Tensor:
    width = rel.shape[-1] // 2
    b, i = known.nonzero(as_tuple=True)
    d, h = rel[b, i, :width], rel[b, batch["heads"][b, i], width:]
    one = torch.ones_like(d[:, :1])
    logits = torch.einsum("ni,lij,nj->nl", torch.cat([d, one], 1), model.rel, torch.cat([h, one], 1))
    target = batch["rels"][known]
    return F.cross_entropy(logits, target, label_smoothing=smoothing, ignore_index=IGNORE)


def _span_loss(model: ReaderNetwork, batch: dict[str, Any], spans: Tensor, rows: Tensor) -> Tensor:
    """Every stretch up to `LONGEST` pieces, for the types its corpus knows.

    Where a type is annotated in part, only stretches that share a border with a mention of such a type are known, and
    those judged one by one.
    """
    n = spans.shape[1]
    width = min(LONGEST, n)
    every = span_scores(spans[rows], model.span_bias)
    count, types = every.shape[:2]
    ends = torch.arange(n)[:, None] + torch.arange(width)[None, :]
    valid = ends < n
    ends = ends.clamp(max=n - 1)
    scores = every.gather(3, ends[None, None].expand(count, types, n, width))
    target = torch.zeros_like(scores)
    back = torch.full((len(batch["ids"]),), -1)
    back[rows] = torch.arange(len(rows))
    k, t, s, e = batch["mentions"].unbind(1)
    short = e - s < width
    k, t, s, e = back[k][short], t[short], s[short], e[short]
    target[k, t, s, e - s] = 1
    real = batch["ids"][rows] != 0
    mask = valid[None] & real[:, :, None] & real[:, ends]
    starts_at, ends_at = torch.zeros_like(real), torch.zeros_like(real)
    partial = batch["partial"][rows]
    of_part = partial[k, t]
    starts_at[k[of_part], s[of_part]] = True
    ends_at[k[of_part], e[of_part]] = True
    bordering = starts_at[:, :, None] | ends_at[:, ends]
    known = ~partial[:, :, None, None] | bordering[:, None]
    weight = (mask[:, None] & batch["types"][rows][:, :, None, None] & known).float()
    k, t, s, e, yes = batch["judged"].unbind(1)
    short = e - s < width
    k, t, s, e, yes = back[k][short], t[short], s[short], e[short], yes[short]
    target[k, t, s, e - s] = yes.float()
    weight[k, t, s, e - s] = 1.0
    loss = F.binary_cross_entropy_with_logits(scores, target, weight=weight, reduction="sum")
    return loss / real.sum() * SPAN_SCALE


def _attribution_loss(model: ReaderNetwork, batch: dict[str, Any], attr: Tensor, rows: Tensor) -> Tensor:
    """Columns of anchors carry the roles; all others only teach that they are no anchors."""
    scores = attribution_scores(attr[rows], model.attr_bias, model.attr_distance)
    target = torch.zeros_like(scores)
    anchors = torch.zeros(len(rows), scores.shape[-1], dtype=torch.bool)
    back = torch.full((len(batch["ids"]),), -1)
    back[rows] = torch.arange(len(rows))
    k, r, i, a = batch["attributions"].unbind(1)
    target[back[k], r, i, a] = 1
    anchors[back[k], a] = True
    real = batch["ids"][rows] != 0
    every = F.binary_cross_entropy_with_logits(scores, target, reduction="none") * real[:, None, :, None]
    own = (every * anchors[:, None, None, :]).sum() / (anchors.sum().clamp(min=1) * ROLE_PIECES) * 2
    other = (every * ~anchors[:, None, None, :] * real[:, None, None, :]).sum() / real.sum()
    return own + other


def _antecedent_loss(scores: Tensor, entities: list[tuple[int, list[tuple[int, int]]]]) -> Tensor:
    """Marginal likelihood of the right earlier mentions, or of none (Lee et al. 2017), over head words."""
    total, count = scores.new_zeros(()), 0
    for k, inside in entities:
        places = torch.tensor([i for i, _ in inside])
        ids = torch.tensor([c for _, c in inside])
        s = scores[k][places][:, places]
        before = torch.ones_like(s, dtype=torch.bool).tril(-1)
        s = s.masked_fill(~before, FAR)
        same = (ids[:, None] == ids[None, :]) & before
        none = ~same.any(1)
        every = torch.cat([s, s.new_zeros(len(ids), 1)], 1)
        right = torch.cat([same, none[:, None]], 1)
        total = total + (every.logsumexp(1) - every.masked_fill(~right, FAR).logsumexp(1)).sum()
        count += len(ids)
    return total / max(count, 1)
