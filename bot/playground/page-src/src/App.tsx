import { type ReactNode, useEffect, useMemo } from 'react';
import { type Names, NamesContext } from './blocks/names';
import { ConversationPane } from './conversation/ConversationPane';
import { ThreadPane } from './conversation/ThreadPane';
import { Inspector } from './panels/Inspector';
import { ModalStack } from './panels/ModalStack';
import { PersonSwitch } from './panels/PersonSwitch';
import { QuickSwitch } from './panels/QuickSwitch';
import { ResetQuestion } from './panels/ResetQuestion';
import { Welcome } from './panels/Welcome';
import { Notices } from './shell/Notices';
import { Sidebar } from './shell/Sidebar';
import { TopBar } from './shell/TopBar';
import { DirectoryContext, directoryOf } from './state/directory';
import { type Page, worldNow } from './state/page';
import { usePage, useSession } from './state/use';

function useNamesOf(page: Page): Names {
  const { world, theme, clockLead } = page;
  return useMemo(
    () => ({
      me: world?.me.id ?? '',
      users: Object.values(world?.users ?? {}).map((user) => ({ id: user.id, name: user.real_name || user.name })),
      channels: (world?.conversations ?? []).map((one) => ({ id: one.id, name: one.name })),
      now: worldNow(page),
      zone: world?.zone ?? 'Europe/Berlin',
      theme,
    }),
    [world?.me, world?.users, world?.conversations, theme, clockLead],
  );
}

/** Ctrl+K (or ⌘K) opens the quick switch wherever the focus is. */
function useQuickKey(): void {
  const session = useSession();
  useEffect(() => {
    const keys = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      session.set({ overlay: session.now().overlay === 'quick' ? null : 'quick' });
    };
    window.addEventListener('keydown', keys);
    return () => window.removeEventListener('keydown', keys);
  }, [session]);
}

export function App(): ReactNode {
  const page = usePage();
  const names = useNamesOf(page);
  const directory = useMemo(() => directoryOf(page.people), [page.people]);
  useQuickKey();
  useEffect(() => {
    document.title = page.world ? `${page.world.me.name} · Tierdesk playground` : 'Tierdesk playground';
  }, [page.world?.me]);

  return (
    <DirectoryContext value={directory}>
      <NamesContext value={names}>
        <div
          className={`page narrow-${page.narrow}${page.threadRoot ? ' with-thread' : ''}${page.world ? '' : ' first'}`}
        >
          <TopBar />
          {page.world ? (
            <div className="columns">
              <Sidebar />
              <ConversationPane />
              {page.threadRoot && <ThreadPane root={page.threadRoot} />}
            </div>
          ) : (
            <Welcome />
          )}
          {page.inspector && <Inspector />}
        </div>
        {page.world && <ModalStack />}
        {page.overlay === 'switch' && <PersonSwitch />}
        {page.overlay === 'quick' && <QuickSwitch />}
        {page.overlay === 'reset' && <ResetQuestion />}
        <Notices />
      </NamesContext>
    </DirectoryContext>
  );
}
