// The typed way to the API: every call goes through here, so that errors look the same everywhere.

import createClient, { type Middleware } from 'openapi-fetch'
import type { components, paths } from './schema'

/** The wire types of the API, by name. */
export type Wire = components['schemas']

/** What the API refused, in its own words: what was wrong, and what to do. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    detail: string,
  ) {
    super(detail)
  }
}

let token: string | null = null
let signedOut: () => void = () => {}

/** Keeps the token that changes must carry; nothing once the session has ended. */
export function keepToken(csrf: string | null): void {
  token = csrf
}

/** Says what to do when the server no longer knows who calls. */
export function onSignedOut(act: () => void): void {
  signedOut = act
}

const guard: Middleware = {
  onRequest({ request }) {
    if (token && !['GET', 'HEAD'].includes(request.method)) request.headers.set('x-csrf-token', token)
    return request
  },
  async onResponse({ response, schemaPath }) {
    if (response.ok) return undefined
    if (response.status === 401 && schemaPath !== '/api/v1/session') signedOut()
    throw await problem(response)
  },
  onError({ error }) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new Problem(0, 'No answer', 'The server does not answer. Check that it runs and that you are online, then try again.')
  },
}

/** What a refused answer says. */
export async function problem(response: Response): Promise<Problem> {
  const text = await response.text()
  try {
    const said = JSON.parse(text) as { title?: string; detail?: string }
    return new Problem(response.status, said.title ?? response.statusText, said.detail ?? said.title ?? 'The server did not say why.')
  } catch {
    return new Problem(response.status, response.statusText, text.slice(0, 300) || 'The server did not say why.')
  }
}

export const api = createClient<paths>({ baseUrl: '' })
api.use(guard)

/** The data of an answer: what went wrong was thrown before. */
export async function ask<T>(answer: Promise<{ data?: T }>): Promise<T> {
  return (await answer).data as T
}
