import './tokens.css';
import './base.css';
import { mount } from 'svelte';
import App from './shell/App.svelte';
import { startRouting } from './route/route.svelte';
import { session } from './shell/session.svelte';
import { theme } from './shell/theme.svelte';

theme.show();
startRouting();
void session.read();

const target = document.getElementById('app');
if (target) mount(App, { target });
