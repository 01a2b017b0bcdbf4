// The pages there are: where each is, who may see it, and how it is reached by the keyboard. What is to come is not shown.

import type { Component } from 'svelte'
import type { IconName } from '../kit/icons'
import type { Right } from './session.svelte'

export interface Page {
  path: string
  name: string
  icon: IconName
  /** Any of these rights is enough. */
  rights: Right[]
  /** The letter after `g`. */
  letter: string
  load: () => Promise<{ default: Component }>
}

export const PAGES: Page[] = [
  {
    path: '/customers', name: 'Customers', icon: 'people', rights: ['SeePeople'], letter: 'c',
    load: () => import('../customers/Customers.svelte'),
  },
]

/** The page at a path. */
export const pageAt = (path: string): Page | undefined =>
  PAGES.find((page) => path === page.path || path.startsWith(`${page.path}/`))
