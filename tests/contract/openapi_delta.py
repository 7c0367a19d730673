# SPDX-License-Identifier: Apache-2.0
"""The delta of two OpenAPI documents, seen from a partner's program.

A request may be widened (the new server accepts all that the old one accepted), an answer may be
narrowed or extended (the new server sends only what the old document promised, and more members).
Knows the part of OpenAPI 3.1 that the gateway writes; a keyword it does not know counts as breaking
when it changes, so that nothing passes unseen.
"""

from typing import NamedTuple

METHODS = ("get", "put", "post", "delete", "patch")
# Words for people: their change alters no program.
PROSE = {"description", "summary", "title", "x-personal", "tags", "example", "examples"}
LOWER_BOUNDS = {"minimum", "minLength", "minItems"}
UPPER_BOUNDS = {"maximum", "maxLength", "maxItems"}


class Change(NamedTuple):
    breaking: bool
    where: str
    what: str


def compare(old, new):
    """All changes; empty only for documents that mean and say the same."""
    changes = list(_Comparison(old, new).document())
    if not changes and old != new:
        changes.append(Change(False, "document", "order or unused parts changed"))
    return changes


def _pairs(old, new):
    """(key, old value or None, new value or None) over the keys of both, in order."""
    for key in list(old) + [k for k in new if k not in old]:
        yield key, old.get(key), new.get(key)


class _Comparison:
    def __init__(self, old, new):
        self.old, self.new = old, new
        self.active = set()  # pairs of schemas under comparison: a type may contain itself

    def document(self):
        for key in ("openapi", "info", "servers", "tags"):
            if self.old.get(key) != self.new.get(key):
                yield Change(False, key, "changed")
        for path, old, new in _pairs(self.old.get("paths", {}), self.new.get("paths", {})):
            for method in METHODS:
                where = f"{method.upper()} {path}"
                yield from self.operation(where, (old or {}).get(method), (new or {}).get(method))
        yield from self.security_schemes()

    def security_schemes(self):
        old, new = (d.get("components", {}).get("securitySchemes", {})
                    for d in (self.old, self.new))
        for name, was, now in _pairs(old, new):
            if (was or {}).get("type") != (now or {}).get("type"):
                yield Change(was is not None, f"security scheme {name}", "changed")

    def operation(self, where, old, new):
        if old is None or new is None:
            if new is not None:
                yield Change(False, where, "added")
            elif old is not None:
                yield Change(True, where, "removed")
            return
        for key in ("operationId", "x-required-scope", "security"):
            if old.get(key) != new.get(key):
                yield Change(True, where, f"{key} changed")
        yield from self.prose(where, old, new)
        yield from self.parameters(where, old.get("parameters", []), new.get("parameters", []))
        yield from self.body(where, old.get("requestBody"), new.get("requestBody"))
        for status, was, now in _pairs(old.get("responses", {}), new.get("responses", {})):
            yield from self.response(f"{where} {status}", was, now)

    @staticmethod
    def prose(where, old, new):
        changed = sorted(key for key in PROSE if old.get(key) != new.get(key))
        if changed:
            yield Change(False, where, f"{', '.join(changed)} changed")

    def parameters(self, where, old, new):
        old, new = ({(p["in"], p["name"]): p for p in ps} for ps in (old, new))
        for (place, name), was, now in _pairs(old, new):
            at = f"{where} {place} parameter {name}"
            if now is None:
                yield Change(True, at, "removed")
            elif was is None:
                required = now.get("required", False)
                yield Change(required, at, "added, required" if required else "added, optional")
            else:
                yield from self.required_flag(at, was, now)
                yield from self.prose(at, was, now)
                yield from self.schema(at, was.get("schema", {}), now.get("schema", {}), "request")

    @staticmethod
    def required_flag(at, was, now):
        before, after = was.get("required", False), now.get("required", False)
        if before != after:
            yield Change(after, at, "became required" if after else "became optional")

    def body(self, where, old, new):
        at = f"{where} body"
        if old is None or new is None:
            if old is not None:
                yield Change(True, at, "removed")
            elif new is not None:
                required = new.get("required", False)
                yield Change(required, at, "added, required" if required else "added, optional")
            return
        yield from self.required_flag(at, old, new)
        yield from self.content(at, old.get("content", {}), new.get("content", {}), "request")

    def response(self, where, old, new):
        old, new = self.resolve(self.old, old), self.resolve(self.new, new)
        if old is None or new is None:
            yield Change(new is None, where, "removed" if new is None else "added")
            return
        yield from self.prose(where, old, new)
        for name, was, now in _pairs(old.get("headers", {}), new.get("headers", {})):
            at = f"{where} header {name}"
            was, now = self.resolve(self.old, was), self.resolve(self.new, now)
            if was is None or now is None:
                yield Change(now is None, at, "removed" if now is None else "added")
                continue
            yield from self.prose(at, was, now)
            yield from self.schema(at, was["schema"], now["schema"], "response")
        yield from self.content(where, old.get("content", {}), new.get("content", {}), "response")

    def content(self, where, old, new, way):
        for media, was, now in _pairs(old, new):
            if was is None or now is None:
                yield Change(now is None, f"{where} {media}", "removed" if now is None else "added")
            else:
                yield from self.schema(where, was.get("schema", {}), now.get("schema", {}), way)

    @staticmethod
    def resolve(document, value):
        """Follows a $ref; the members beside it win."""
        while isinstance(value, dict) and "$ref" in value:
            target = document
            for part in value["$ref"].removeprefix("#/").split("/"):
                target = target[part.replace("~1", "/").replace("~0", "~")]
            value = {**target, **{k: v for k, v in value.items() if k != "$ref"}}
        return value

    def schema(self, where, old, new, way):
        pair = (old.get("$ref"), new.get("$ref"), way)
        if None not in pair:
            if pair in self.active:
                return
            self.active.add(pair)
        old, new = self.resolve(self.old, old), self.resolve(self.new, new)
        for key, was, now in _pairs(old, new):
            if was != now or key in ("properties", "items", "additionalProperties"):
                yield from self.keyword(where, key, was, now, way, new)
        self.active.discard(pair)

    def keyword(self, where, key, was, now, way, new):
        if key == "properties":
            yield from self.properties(where, was or {}, now or {}, way, new)
        elif key in ("items", "additionalProperties") and isinstance(was, dict) \
                and isinstance(now, dict):
            yield from self.schema(f"{where}[]", was, now, way)
        elif was == now:
            return
        elif key in ("type", "enum"):
            yield from self.value_set(where, key, was, now, way)
        elif key == "required":
            yield from self.required(where, was or [], now or [], way)
        elif key in LOWER_BOUNDS | UPPER_BOUNDS:
            yield self.bound(where, key, was, now, way)
        elif key in PROSE:
            yield Change(False, where, f"{key} changed")
        else:
            yield self.constraint(where, key, was, now, way)

    def properties(self, where, old, new, way, new_schema):
        for name, was, now in _pairs(old, new):
            at = f"{where} {way} {name}" if f" {way} " not in where else f"{where}.{name}"
            if was is None:
                required = way == "request" and name in new_schema.get("required", [])
                yield Change(required, at, "added, required" if required else "added")
            elif now is None:
                yield Change(True, at, "removed")
            else:
                yield from self.schema(at, was, now, way)

    @staticmethod
    def value_set(where, key, was, now, way):
        """Types and enum values. Absent is everything."""
        def values(value):
            return {value} if isinstance(value, str) else set(value)
        if was is None or now is None:
            wider = now is None
            yield Change(wider != (way == "request"), where,
                         f"{key} {'no longer limited' if wider else 'is limited now'}")
            return
        removed, added = values(was) - values(now), values(now) - values(was)
        if removed:
            # An answer that uses fewer values is one that the partner knows; another type is not.
            breaking = way == "request" or bool(added and key == "type")
            yield Change(breaking, where, f"{key} lost {', '.join(sorted(map(str, removed)))}")
        if added:
            breaking = way == "response" and key == "type"
            yield Change(breaking, where, f"{key} gained {', '.join(sorted(map(str, added)))}")
        if not removed and not added:
            yield Change(False, where, f"{key} is in another order")

    @staticmethod
    def required(where, was, now, way):
        for name in sorted(set(now) - set(was)):
            yield Change(way == "request", where, f"{name} is required now")
        for name in sorted(set(was) - set(now)):
            yield Change(way == "response", where, f"{name} is no longer required")
        if set(was) == set(now):
            yield Change(False, where, "required is in another order")

    @staticmethod
    def bound(where, key, was, now, way):
        narrower = now is not None and (
            was is None or (now > was if key in LOWER_BOUNDS else now < was))
        return Change(narrower == (way == "request"), where, f"{key} {was} -> {now}")

    @staticmethod
    def constraint(where, key, was, now, way):
        """pattern, format, additionalProperties and what is unknown: only a plain loosening of a
        request or a plain tightening of an answer is known to be harmless."""
        none = True if key == "additionalProperties" else None
        before, after = (none if value is None else value for value in (was, now))
        loosened, tightened = after == none, before == none
        harmless = loosened if way == "request" else tightened
        return Change(not harmless, where, f"{key} changed")
