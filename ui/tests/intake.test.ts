import { describe, expect, it } from 'vitest';
import { pretty } from '../src/data/dropped/payload';
import { isEventLog, whole, wholeLines } from '../src/data/import/head';
import { changes, shortened } from '../src/data/mapping/diff';
import { lineOf, what } from '../src/data/mapping/errors';
import { asFile, columnsOf, objects } from '../src/data/mapping/sample';
import { starter } from '../src/data/mapping/starter';
import { lastGrew, perMinute, type Reading, watched } from '../src/data/sources/rate';

const MAPPING = `source = "bills"
format = "csv"

[[interaction]]
output = "bill"
name = "Bill Issued"
identifiers = [{ namespace = "user_id", value = "{{ no }}" }]

[[interaction]]
name = "Bill Paid"
direction = "inbound"
identifiers = [{ namespace = "user_id", value = "{{ no }}" }]
properties = ["format"]
`;

describe('a sample', () => {
  it('is lines of JSON, a list, or objects laid out to be read', () => {
    expect(objects('{"a": 1}\n{"a": "}"}')).toEqual(['{"a": 1}', '{"a": "}"}']);
    expect(objects('[\n  {\n    "a": {"b": 1}\n  },\n  {"c": "\\"{"}\n]')).toEqual(['{ "a": {"b": 1} }', '{"c": "\\"{"}']);
    expect(objects('{"a": ')).toEqual(['{"a": ']);
  });

  it('is read as what it is, whatever the format of the mapping, and lines stay where they are', () => {
    const json = asFile('{"no": "C-1"}', MAPPING);
    expect(json.file).toEqual({ name: 'sample.jsonl', body: '{"no": "C-1"}' });
    expect(json.mapping).toBe(MAPPING.replace('format = "csv"', 'format = "jsonl"'));
    expect(asFile('no\tat\nC-1\tnow', MAPPING.replace('csv', 'parquet')).file.name).toBe('sample.tsv');
    expect(asFile('no;at\nC-1;now', MAPPING).mapping).toBe(MAPPING);
    expect(asFile('{"type": "track"}', 'format = "segment"').mapping).toBe('format = "segment"');
  });

  it('has columns', () => {
    expect(columnsOf('"no";at\n1;2')).toEqual(['no', 'at']);
    expect(columnsOf('[{"no": 1, "at": 2}]')).toEqual(['no', 'at']);
    expect(columnsOf('{"no":')).toEqual([]);
  });
});

describe('what is wrong with a mapping', () => {
  it('is found at the line that it names', () => {
    const detail = 'the mapping: TOML parse error at line 4, column 1\n  |\n4 | foo=1\n  | ^^^\nunknown field `foo`';
    expect(lineOf(detail, MAPPING)).toBe(4);
    expect(what(detail)).toBe('unknown field `foo`');
  });

  it('is found in its block, by the name or the place of that', () => {
    expect(lineOf('interaction "bill": identifier "user_id": unknown filter', MAPPING)).toBe(7);
    expect(lineOf('the mapping: interaction "2": direction "up" is none that there is', MAPPING)).toBe(11);
    expect(lineOf('interaction "2": time: it is blank', MAPPING)).toBe(9);
    expect(lineOf('interaction "gone": name: x', MAPPING)).toBeUndefined();
    expect(lineOf('it is too large', MAPPING)).toBeUndefined();
  });
});

describe('what changes', () => {
  it('has every line of both, and only what is near a change is shown', () => {
    const lines = changes('a\nb\nc\nd\ne\nf', 'a\nb\nc\nx\ne\nf');
    expect(lines.filter(({ kind }) => kind !== 'new').map(({ text }) => text).join('')).toBe('abcdef');
    expect(lines.filter(({ kind }) => kind !== 'gone').map(({ text }) => text).join('')).toBe('abcxef');
    expect(shortened(lines, 1).map((line) => line?.text ?? '…')).toEqual(['…', 'c', 'd', 'x', 'e', '…']);
    expect(shortened(changes('a\nb', 'a\nb'))).toEqual([undefined]);
  });
});

describe('the beginning of a mapping', () => {
  it('guesses who, when and which from the columns', () => {
    const text = starter(['order_id', 'e-mail', 'Placed At', 'created_at', 'note']);
    expect(text).toContain('message_id = "{{ order_id }}"');
    expect(text).toContain(`{ namespace = "email", value = '{{ row["e-mail"] }}' }`);
    expect(text).toContain('time = "{{ created_at }}"');
    expect(text).toContain('text = "{{ note }}"');
    expect(starter([])).toContain('customer_no');
  });
});

describe('the rate of a source', () => {
  const reading = (at: number, received: number): Reading => ({ at, received: new Map([['a', received]]) });

  it('is what came between the first and the last reading', () => {
    expect(perMinute([reading(0, 10)], 'a')).toBeUndefined();
    expect(perMinute([reading(0, 10), reading(30_000, 15)], 'a')).toBe(10);
    expect(lastGrew([reading(0, 10), reading(5000, 15), reading(10_000, 15)], 'a')).toBe(5000);
  });

  it('forgets readings that lie too far back, but counts from the last of them', () => {
    expect(watched([reading(0, 1), reading(1000, 2), reading(2000, 3)], reading(121_500, 4)).map(({ at }) => at)).toEqual([1000, 2000, 121_500]);
    expect(watched([reading(0, 1)], reading(900_000, 4)).map(({ at }) => at)).toEqual([0, 900_000]);
  });
});

describe('what was received', () => {
  it('is laid out without a change to its values', () => {
    expect(pretty('{"a":12345678901234567890,"b":[],"c":{"d":"x, {y}"},"e":[1,true]}')).toBe(
      '{\n  "a": 12345678901234567890,\n  "b": [],\n  "c": {\n    "d": "x, {y}"\n  },\n  "e": [\n    1,\n    true\n  ]\n}',
    );
    expect(pretty('{"cut of')).toBe('{"cut of');
  });
});

describe('the beginning of a file', () => {
  it('ends with a line, and not within quotes', () => {
    expect(wholeLines('a,b\n1,2\n3,')).toBe('a,b\n1,2\n');
    expect(wholeLines('a,b\n1,"x\ny')).toBe('a,b\n');
  });

  it('ends behind a trace where it is an event log, and is nothing where it is one object', () => {
    expect(whole('<log><trace>1</trace><trace>2</tra')).toBe('<log><trace>1</trace></log>');
    expect(whole('\n<log><trace>1')).toBeUndefined();
    expect(whole('{ "objectTypes" : [{}, ')).toBeUndefined();
    expect(whole('{"events": 1}\n{"ev')).toBe('{"events": 1}\n');
    expect(['a.xes.gz', 'a.jsonocel', 'a.ocel', 'a.OCEL2.json', 'a.ocel.json.zst'].every(isEventLog)).toBe(true);
    expect(['a.json', 'xes', 'a.xes.csv', 'ocel.json'].some(isEventLog)).toBe(false);
  });
});
