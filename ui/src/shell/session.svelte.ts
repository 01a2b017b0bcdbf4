/** Who is signed in and what they may do. What somebody may not do is not offered; the server refuses it anyway. */
import { api, ask, onSignedOut, useCsrf } from '../api/client';
import { asFailure, type Failure } from '../api/failure';
import type { Session } from '../api/types';

/** The rights that `x-right` of the API's operations names. */
export type Right =
  | 'BeKnown'
  | 'SeePeople'
  | 'SeeLinks'
  | 'JoinPeople'
  | 'RecordConsent'
  | 'SeeEmployees'
  | 'SeeOrganisation'
  | 'ChangeOrganisation'
  | 'SeeJourneys'
  | 'OpenFigures'
  | 'AskPeople'
  | 'SeeIntake'
  | 'ChangeSources'
  | 'HandleDropped'
  | 'ProtectPeople'
  | 'ManageAccess'
  | 'SeeAudit';

/** Where somebody wanted to go before they were sent away to sign in. */
const WANTED = 'throughline.wanted';

class SignedIn {
  /** `undefined` until the server has said who calls; `null` when nobody is signed in. */
  who = $state.raw<Session | null | undefined>(undefined);
  failure = $state.raw<Failure>();
  /** Whether one can sign in through the organisation's provider. */
  provider = $state(false);

  readonly name = $derived(this.who?.user?.display_name || this.who?.user?.name || this.who?.name || '');
  /** A role that needs a second factor and has none yet can do nothing but set one up. */
  readonly mustSetUp = $derived(this.who?.second_factor === 'needed');

  may(right: Right): boolean {
    return this.who?.rights.includes(right) ?? false;
  }

  async read(): Promise<void> {
    this.failure = undefined;
    try {
      const ways = await ask(api.GET('/api/v1/session/ways'));
      this.provider = ways.provider;
      if (!ways.session) {
        this.who = null;
        return;
      }
      const who = await ask(api.GET('/api/v1/session'));
      useCsrf(who.csrf);
      this.who = who;
    } catch (error) {
      const failure = asFailure(error);
      if (failure.status === 401) this.who = null;
      else this.failure = failure;
    }
  }

  async signIn(user: string, password: string, code: string | undefined): Promise<void> {
    const body = code === undefined ? { user, password } : { user, password, code };
    await ask(api.POST('/api/v1/session', { body }));
    await this.read();
  }

  async signOut(): Promise<void> {
    await ask(api.DELETE('/api/v1/session'));
    this.ended();
  }

  ended(): void {
    useCsrf(undefined);
    this.who = null;
  }
}

export const session = new SignedIn();

onSignedOut(() => {
  if (session.who) session.ended();
});

/** The provider sends the browser back to `/`: what was wanted is kept until then. */
export function rememberWanted(address: string): void {
  sessionStorage.setItem(WANTED, address);
}

export function takeWanted(): string | undefined {
  const wanted = sessionStorage.getItem(WANTED) ?? undefined;
  sessionStorage.removeItem(WANTED);
  return wanted;
}
