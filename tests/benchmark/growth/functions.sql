-- SPDX-License-Identifier: Apache-2.0
-- Copies of rows that the services wrote: a copy has a number, and everything that an id names in the
-- original has an id of its own in each copy, the same in every table, database and payload.
CREATE SCHEMA growth;

CREATE FUNCTION growth.id(original uuid, copy integer) RETURNS uuid
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT encode(substr(sha256(uuid_send(original) || int4send(copy)), 1, 16), 'hex')::uuid
$$;

-- The partner whose payments are copied keeps every other copy, so that it has accounts all over the
-- tables; the rest goes round among others. Their ids are as long as its own, as payloads need it.
CREATE FUNCTION growth.partner(original text, copy integer, partners integer) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN original = '' OR copy % 2 = 0 OR partners < 2 THEN original
           ELSE rpad('p' || lpad((1 + copy / 2 % (partners - 1))::text, length(original) - 1, '0'),
                     length(original)) END
$$;

-- Where a payload has ids as text: 36 bytes with hyphens at the places that every id has.
CREATE FUNCTION growth.places(payload bytea) RETURNS integer[]
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    found integer[] := '{}';
    place integer := 1;
BEGIN
    WHILE place + 35 <= length(payload) LOOP
        IF get_byte(payload, place + 7) = 45 AND get_byte(payload, place + 12) = 45
            AND get_byte(payload, place + 17) = 45 AND get_byte(payload, place + 22) = 45 THEN
            found := found || place;
            place := place + 36;
        ELSE
            place := place + 1;
        END IF;
    END LOOP;
    RETURN found;
END $$;

CREATE FUNCTION growth.payload(original bytea, places integer[], partner text, copy integer, partners integer)
RETURNS bytea LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    payload bytea := original;
    place   integer;
    named   integer;
BEGIN
    FOREACH place IN ARRAY places LOOP
        payload := overlay(payload PLACING convert_to(growth.id(
            convert_from(substr(original, place, 36), 'LATIN1')::uuid, copy)::text, 'LATIN1') FROM place);
    END LOOP;
    -- A text field: its length, then its bytes.
    named := position(set_byte('\x00'::bytea, 0, length(partner)) || convert_to(partner, 'LATIN1') IN payload);
    IF named > 0 THEN
        payload := overlay(payload PLACING convert_to(growth.partner(partner, copy, partners), 'LATIN1')
                           FROM named + 1);
    END IF;
    RETURN payload;
END $$;

-- As ChainHash of libs/events/event_store.cpp; an auditor's check of the chain finds it whole.
CREATE FUNCTION growth.chain(predecessor bytea, stream uuid, version integer, type text,
                             occurred_at timestamptz, payload bytea) RETURNS bytea
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT sha256(int8send(length(predecessor)) || predecessor || uuid_send(stream)
                  || int8send(version) || int8send(octet_length(type)) || convert_to(type, 'UTF8')
                  || int8send((extract(epoch FROM occurred_at) * 1000000)::bigint)
                  || int8send(length(payload)) || payload)
$$;
