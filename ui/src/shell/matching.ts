/** Finding commands by what is typed. */

/** Commands whose name has all the words that were typed, each as the beginning of a word. */
export function matching<T extends { name: string }>(all: readonly T[], typed: string): T[] {
  const wanted = typed.toLowerCase().split(/\s+/).filter((word) => word !== '');
  return all.filter(({ name }) => {
    const has = name.toLowerCase().split(/[^a-z0-9]+/);
    return wanted.every((word) => has.some((each) => each.startsWith(word)));
  });
}
