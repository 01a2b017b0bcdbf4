/** What themes and categories are called: to choose among them elsewhere. They are read when they are wanted. */
import { api, ask } from '../../api/client';
import { asFailure, type Failure } from '../../api/failure';
import { answersOf } from '../filter';

class Named {
  themes = $state.raw<readonly { number: number; name: string }[]>([]);
  categories = $state.raw<readonly string[]>([]);
  failure = $state.raw<Failure>();
}

export const named = new Named();

export async function readNamed(): Promise<void> {
  try {
    const [themes, categories] = await Promise.all([ask(api.POST('/api/v1/themes', { body: { filter: answersOf(new URLSearchParams(), 0), kind: null, period: 'month', hidden: false } })), ask(api.GET('/api/v1/categories'))]);
    named.themes = themes.items.map(({ number, name }) => ({ number, name }));
    named.categories = categories.items.map(({ name }) => name);
    named.failure = undefined;
  } catch (error) {
    named.failure = asFailure(error);
  }
}
