/** Parts that other slices add to a person's page: cases and next best action come first, predictions to the side. */
import type { Component } from 'svelte';
import type { Person } from '../../api/types';
import PrivacyPanel from '../../privacy/person/PrivacyPanel.svelte';

export type Panel = { id: string; place: 'first' | 'side'; component: Component<{ person: Person }> };

export const panels: readonly Panel[] = [{ id: 'privacy', place: 'side', component: PrivacyPanel }];
