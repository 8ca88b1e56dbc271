"""The embedding model fitted to questions about policy documents: low-rank changes of its upper layers.

LoRA (Hu et al. 2021, https://arxiv.org/abs/2106.09685) under both scores that retrieval uses: how like a clause is to the
question token by token (`index.tokens`), and by its vector. A question is seen once, beside some of the clauses that
retrieval found for it and those of the other questions of its batch. What was measured: docs/adaptation.md.

`python -m eval --adapt FILE --others --split dev` writes the changes; on two cores it takes about half an hour.
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from eval.calibrate import understood
from eval.questions import Question
from index.embed.unpack import read_weights, write_model
from index.passages import passages_of
from index.tokens import compared

if TYPE_CHECKING:
    from assistant.assistant import Assistant

FROZEN = 6  # lower layers that stay as they are
RANK, SCALE = 8, 2.0  # of the changes; what they are multiplied by while they are learned
FOUND = 40  # best clauses found for a question
NEAR, FAR, NEAREST = 4, 2, 12  # clauses that do not answer: so many of the nearest dozen, so many of the rest
BATCH, RATE, WARM = 8, 5e-4, 30  # questions; learning rate, reached after so many batches
LIKE, COSINE = 0.05, 0.02  # temperatures of the two scores
AT_ONCE = 16  # texts of about the same length
TOKENS = 288  # of a passage; what lies beyond is not learned from
PROMPT = 4  # <s> query : or <s> passage :


@dataclass(frozen=True)
class Example:
    """A question with the passages of the clauses found for it, and which of these clauses answer."""

    question: str
    passages: tuple[tuple[str, ...], ...]
    answers: tuple[bool, ...]


def examples(assistant: Assistant, questions: Iterable[Question]) -> Iterator[Example]:
    """One example for each part of a question that has an answer among the clauses found."""
    for question in questions:
        gold = {address for one in question.gold_sets for address in one}
        for ask in understood(assistant, question).asks if gold else ():
            found = ask.retrieved.clauses[:FOUND]
            texts = [tuple(p.text for p in compared(passages_of(clause, len, 480))) for clause in found]
            if any(clause.address in gold for clause in found):
                yield Example(ask.question.text, tuple(texts), tuple(clause.address in gold for clause in found))


class LowRank(nn.Module):
    """A linear layer with a change of low rank beside it: inputs [..., inputs] to outputs [..., outputs]."""

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        self.linear = linear
        self.down = nn.Parameter(torch.randn(linear.in_features, RANK) / math.sqrt(linear.in_features))
        self.up = nn.Parameter(torch.zeros(RANK, linear.out_features))

    def forward(self, inputs: Tensor) -> Tensor:
        """The layer's outputs with the change."""
        change: Tensor = inputs @ self.down.to(inputs.dtype) @ self.up.to(inputs.dtype)
        outputs: Tensor = self.linear(inputs)
        return outputs + change * SCALE


class Learner:
    """The model with changes to learn; the states below them are computed once for each text.

    Args:
        folder: of the unchanged model, as `index.embed.unpack` writes it.
    """

    def __init__(self, folder: Path) -> None:
        from transformers import AutoTokenizer, BertModel

        self.tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        model = BertModel.from_pretrained(folder, add_pooling_layer=False, local_files_only=True, dtype=torch.bfloat16)
        model.requires_grad_(False)
        self.embeddings, layers = model.embeddings, model.encoder.layer
        self.lower, self.upper = layers[:FROZEN], layers[FROZEN:]
        self.changes: dict[str, LowRank] = {}
        for number, layer in enumerate(self.upper, FROZEN):
            for name, part in list(layer.named_modules()):
                if isinstance(part, nn.Linear):
                    changed = self.changes[f"encoder.layer.{number}.{name}"] = LowRank(part)
                    layer.set_submodule(name, changed)
        self._states: dict[str, tuple[Tensor, Tensor]] = {}

    @property
    def parameters(self) -> list[nn.Parameter]:
        """What is learned."""
        return [parameter for change in self.changes.values() for parameter in (change.down, change.up)]

    def ids(self, text: str) -> Tensor:
        """The tokens of a text with its prompt, the special ones aside, shape [tokens]."""
        return self._below(text)[0][PROMPT:-1]

    def __call__(self, texts: Sequence[str]) -> tuple[list[Tensor], Tensor]:
        """The vectors of each text's tokens, [tokens, dimension] each, and of the texts, [texts, dimension]."""
        shortest_first = sorted(range(len(texts)), key=lambda place: len(self._below(texts[place])[0]))
        tokens, wholes = [torch.empty(0)] * len(texts), [torch.empty(0)] * len(texts)
        for start in range(0, len(texts), AT_ONCE):
            places = shortest_first[start : start + AT_ONCE]
            for place, own, whole in zip(places, *self._encode([texts[place] for place in places]), strict=True):
                tokens[place], wholes[place] = own, whole
        return tokens, torch.stack(wholes)

    def _encode(self, texts: Sequence[str]) -> tuple[list[Tensor], Tensor]:
        below = [self._below(text)[1] for text in texts]
        mask = nn.utils.rnn.pad_sequence([torch.ones(len(states)) for states in below], batch_first=True)
        states = self._through(self.upper, nn.utils.rnn.pad_sequence(below, batch_first=True), mask).float()
        whole = functional.normalize((states * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True), dim=-1)
        return [state[PROMPT : len(own) - 1] for state, own in zip(states, below, strict=True)], whole

    def _below(self, text: str) -> tuple[Tensor, Tensor]:
        if text not in self._states:
            read = self.tokenizer(text, truncation=True, max_length=TOKENS, return_tensors="pt")
            with torch.no_grad():
                states = self._through(self.lower, self.embeddings(read.input_ids), torch.ones(read.input_ids.shape))
            self._states[text] = read.input_ids[0], states[0]
        return self._states[text]

    @staticmethod
    def _through(layers: Iterable[Any], states: Tensor, mask: Tensor) -> Tensor:
        hidden = ((1 - mask[:, None, None, :]) * -1e4).to(states.dtype)
        for layer in layers:
            states = layer(states, attention_mask=hidden)
        return states

    def tensors(self) -> dict[str, Tensor]:
        """The changes as `index.embed.unpack` adds them."""
        down = {f"{name}.down": change.down.detach() for name, change in self.changes.items()}
        up = {f"{name}.up": change.up.detach() * SCALE for name, change in self.changes.items()}
        return {name: tensor.half().contiguous() for name, tensor in (down | up).items()}


class Rarity:
    """Weights of tokens as `index.tokens` gives them, over the passages of all examples."""

    def __init__(self, learner: Learner, passages: Sequence[str]) -> None:
        self._passages = len(passages)
        self._holding = Counter(token for text in passages for token in set(learner.ids(f"passage: {text}").tolist()))

    def __call__(self, ids: Tensor) -> Tensor:
        """Weights of tokens, shape [tokens]."""
        weights = (math.log(self._passages / (1 + self._holding[token])) for token in ids.tolist())
        return torch.tensor([max(0.2, weight) for weight in weights])


def adapt(asked: Sequence[tuple[Assistant, Sequence[Question]]], file: Path, notify: Callable[[str], None]) -> None:
    """Learn from questions with known answers, and write the changes to a file (safetensors).

    Args:
        asked: assistants with the questions on their documents.
        notify: told the loss of each batch.

    Raises:
        WeightsError: the model's package is missing or damaged.
        OSError: the file cannot be written.
    """
    from safetensors.torch import save

    found = [example for assistant, questions in asked for example in examples(assistant, questions)]
    torch.manual_seed(0)
    with TemporaryDirectory() as folder:
        write_model(Path(folder), read_weights(), {})
        learner = Learner(Path(folder))
        learn(learner, found, notify)
    file.write_bytes(save(learner.tensors()))


def learn(learner: Learner, found: Sequence[Example], notify: Callable[[str], None], seed: int = 0) -> None:
    """Fit the changes: one pass over the examples in random order."""
    chance = random.Random(seed)
    order = chance.sample(list(found), len(found))
    every = sorted({text for example in found for texts in example.passages for text in texts})
    rarity, mean = Rarity(learner, every), _mean(learner, chance.sample(every, min(200, len(every))))
    optimiser = torch.optim.AdamW(learner.parameters, lr=RATE, weight_decay=0.0)
    batches = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
    for step, batch in enumerate(batches):
        for group in optimiser.param_groups:
            group["lr"] = RATE * min(1.0, (step + 1) / WARM) * max(0.05, 1 - step / len(batches))
        loss = _loss(learner, batch, rarity, mean, chance)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(learner.parameters, 1.0)
        optimiser.step()
        notify(f"{step + 1}/{len(batches)}  {loss.item():.3f}")


def _mean(learner: Learner, passages: Sequence[str]) -> Tensor:
    """The mean of the tokens' directions, which those of such models share."""
    with torch.no_grad():
        tokens = [functional.normalize(learner([f"passage: {text}"])[0][0], dim=-1) for text in passages]
    return torch.cat(tokens).mean(0)


def _loss(learner: Learner, batch: Sequence[Example], rarity: Rarity, mean: Tensor, chance: random.Random) -> Tensor:
    """Cross entropy of the passage that answers each question, among those drawn for the whole batch, by both scores."""
    drawn = [_drawn(example, chance) for example in batch]
    texts = list(dict.fromkeys(text for passages in drawn for text in passages))
    tokens, wholes = learner([f"passage: {text}" for text in texts])
    lengths = torch.tensor([len(each) for each in tokens])
    padded = _from_mean(nn.utils.rnn.pad_sequence(tokens, batch_first=True), mean)
    beyond = torch.arange(padded.shape[1])[None, :] >= lengths[:, None]
    questions = [f"query: {example.question}" for example in batch]
    losses = []
    for example, (answer, *_), asked, whole, text in zip(batch, drawn, *learner(questions), questions, strict=True):
        weights = rarity(learner.ids(text))
        dots = torch.einsum("qd,ntd->nqt", _from_mean(asked, mean), padded).masked_fill(beyond[:, None, :], -1.0)
        likeness = dots.max(2).values @ weights / weights.sum()
        also = {text for texts, right in zip(example.passages, example.answers, strict=True) if right for text in texts}
        out = torch.tensor([text in also and text != answer for text in texts])  # they answer as well
        target = torch.tensor([texts.index(answer)])
        by_tokens = functional.cross_entropy((likeness / LIKE).masked_fill(out, -1e4)[None], target)
        by_vector = functional.cross_entropy((wholes @ whole / COSINE).masked_fill(out, -1e4)[None], target)
        losses.append(by_tokens + 0.5 * by_vector)
    return torch.stack(losses).mean()


def _drawn(example: Example, chance: random.Random) -> list[str]:
    """A passage that answers, then some that do not, more of them from the nearest."""
    right = [texts for texts, answers in zip(example.passages, example.answers, strict=True) if answers and texts]
    wrong = [texts for texts, answers in zip(example.passages, example.answers, strict=True) if not answers and texts]
    near, far = wrong[:NEAREST], wrong[NEAREST:]
    others = [*chance.sample(near, min(NEAR, len(near))), *chance.sample(far, min(FAR, len(far)))]
    answer = max(chance.choice(right), key=lambda text: len(set(text) & set(example.question)))  # of a long clause, the piece
    return [answer, *(chance.choice(texts) for texts in others)]


def _from_mean(tokens: Tensor, mean: Tensor) -> Tensor:
    return functional.normalize(functional.normalize(tokens, dim=-1) - mean, dim=-1)
