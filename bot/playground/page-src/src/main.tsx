import { createRoot } from 'react-dom/client';
import './style/base.css';
import './style/controls.css';
import './style/shell.css';
import './style/conversation.css';
import './style/message.css';
import './style/prose.css';
import './style/blocks.css';
import './style/figures.css';
import './style/panels.css';
import './style/narrow.css';
import { App } from './App';
import { Session } from './state/session';
import { SessionContext } from './state/use';

const session = new Session();
void session.start();

const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');
createRoot(root).render(
  <SessionContext value={session}>
    <App />
  </SessionContext>,
);
