import './tokens.css';
import './base.css';
import { mount } from 'svelte';
import App from './shell/App.svelte';
import { startRouting } from './route/route.svelte';
import { pages } from './shell/pages';
import { session } from './shell/session.svelte';
import { theme } from './shell/theme.svelte';

theme.show();
startRouting();
void session.read();
// The page's own file comes while the server says who calls.
void pages.find(({ at }) => location.pathname.startsWith(`/${at}`) || location.pathname === '/')?.load();

const target = document.getElementById('app');
if (target) mount(App, { target });
