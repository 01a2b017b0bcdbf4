/** What a first load and each page weigh, packed, by the files that a build leaves. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const FIRST_LOAD = 60 * 1024;
const PAGE = 130 * 1024;

type Chunk = { file: string; css?: string[]; imports?: string[]; dynamicImports?: string[]; isEntry?: boolean };

let folder = '';
let manifest: Record<string, Chunk> = {};

const weight = (file: string): number => gzipSync(readFileSync(join(folder, file)), { level: 9 }).length;

/** All files that a chunk needs before it can run. */
function needed(key: string, found = new Set<string>(), seen = new Set<string>()): Set<string> {
  const chunk = manifest[key];
  if (!chunk || seen.has(key)) return found;
  seen.add(key);
  found.add(chunk.file);
  for (const css of chunk.css ?? []) found.add(css);
  for (const each of chunk.imports ?? []) needed(each, found, seen);
  return found;
}

const sum = (files: Iterable<string>): number => [...files].reduce((all, file) => all + weight(file), 0);

const entry = (): string => Object.keys(manifest).find((key) => manifest[key]?.isEntry === true) ?? '';

describe('what is built', () => {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'throughline-built-'));
    execFileSync('npx', ['vite', 'build', '--outDir', folder, '--emptyOutDir', '--logLevel', 'error'], { stdio: 'inherit' });
    manifest = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>;
  }, 120_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('first loads in at most 60 KB: the shell and the first page', () => {
    const files = needed('src/customers/Customers.svelte', needed(entry()));
    expect(sum(files) + weight('index.html')).toBeLessThanOrEqual(FIRST_LOAD);
  });

  it('shows every page with at most 130 KB', () => {
    const pages = Object.keys(manifest).filter((key) => key.startsWith('src/'));
    expect(pages.length).toBeGreaterThan(5);
    for (const page of pages) expect(sum(needed(page, needed(entry()))), page).toBeLessThanOrEqual(PAGE);
  });

  it('names nobody else and holds nothing that the policy refuses', () => {
    const page = readFileSync(join(folder, 'index.html'), 'utf8');
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)/);
    expect(page).not.toMatch(/<style|\sstyle=|\son\w+=/);
    expect(page).not.toMatch(/(?:src|href)="https?:/);
    for (const file of readdirSync(join(folder, 'assets')).filter((name) => /\.(css|js)$/.test(name))) {
      const text = readFileSync(join(folder, 'assets', file), 'utf8');
      expect(text, file).not.toMatch(/@import|url\((?!["']?(?:\/|#))/);
      expect(text, file).not.toMatch(/\beval\(|new Function\(/);
    }
  });

  it('is packed beside each file', () => {
    for (const name of readdirSync(join(folder, 'assets')).filter((each) => /\.(css|js|svg)$/.test(each))) {
      expect(existsSync(join(folder, 'assets', `${name}.gz`)), name).toBe(true);
    }
  });
});
