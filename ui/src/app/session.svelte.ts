// Who is signed in, and what they may do. The server refuses what they may not, whatever a page offers.

import { api, ask, keepToken, onSignedOut, Problem, type Wire } from '../api/client'

/** The names of rights, as the server has them. */
export type Right =
  | 'SeePeople' | 'SeeLinks' | 'JoinPeople' | 'RecordConsent' | 'SeeEmployees' | 'SeeOrganisation' | 'ChangeOrganisation'
  | 'SeeIntake' | 'ChangeSources' | 'HandleDropped' | 'ProtectPeople' | 'ManageAccess' | 'SeeAudit'

/** Whether somebody signed in here before: where nobody did, the server need not be asked who calls. */
const HINT = 'throughline.session'

class Session {
  known = $state<Wire['Known'] | null>(null)
  /** Whether it is not yet known who calls. */
  unsure = $state(true)
  /** Why nobody could be asked, where the server did not answer. */
  failure = $state<Problem | null>(null)

  constructor() {
    onSignedOut(() => this.forget())
  }

  /** Asks the server who calls. */
  async look(): Promise<void> {
    if (!localStorage.getItem(HINT)) {
      this.unsure = false
      return
    }
    try {
      this.known = await ask(api.GET('/api/v1/session'))
      this.failure = null
      keepToken(this.known.csrf ?? null)
    } catch (error) {
      this.forget()
      this.failure = error instanceof Problem && error.status !== 401 ? error : null
    } finally {
      this.unsure = false
    }
  }

  async signIn(user: string, password: string, code: string): Promise<void> {
    const body = { user, password, ...(code ? { code } : {}) }
    const begun = await ask(api.POST('/api/v1/session', { body }))
    keepToken(begun.csrf)
    this.expect()
    await this.look()
  }

  /** Somebody is about to come back signed in, as from the organisation's provider. */
  expect(): void {
    localStorage.setItem(HINT, 'yes')
  }

  async signOut(): Promise<void> {
    await api.DELETE('/api/v1/session')
    this.forget()
  }

  may(right: Right): boolean {
    return this.known?.rights.includes(right) ?? false
  }

  private forget(): void {
    localStorage.removeItem(HINT)
    this.known = null
    keepToken(null)
  }
}

export const session = new Session()
