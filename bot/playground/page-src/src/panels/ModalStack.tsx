import { type ReactNode, useState } from 'react';
import { LoaderCircle } from 'lucide-react';
import { BlockList } from '../blocks/BlockList';
import { HostContext } from '../blocks/host';
import { useBlockHost } from '../conversation/useBlockHost';
import type { View } from '../slack/types';
import { faultsOf } from '../slack/checks';
import { plain } from '../slack/values';
import { usePage, useSession, useWorld } from '../state/use';
import { Avatar } from '../ui/Avatar';
import { Dialog } from '../ui/Dialog';

function Modal({ view, below }: { view: View; below: boolean }): ReactNode {
  const session = useSession();
  const { viewErrors } = usePage();
  const { app } = useWorld();
  const [busy, setBusy] = useState(false);
  const errors = viewErrors[view.id];
  const host = useBlockHost({
    container: { type: 'view', view_id: view.id },
    surface: 'modal',
    blocks: view.blocks,
    kept: view.state?.values,
    errors,
  });
  const submit = (): void => {
    if (busy || !view.submit) return;
    const faults = faultsOf(view.blocks, host.values);
    session.set({ viewErrors: { ...session.now().viewErrors, [view.id]: faults } });
    if (Object.keys(faults).length > 0) return;
    setBusy(true);
    void session.submit(view.id, host.values).finally(() => setBusy(false));
  };
  const footer = (
    <>
      <button type="button" className="button" onClick={() => void session.closeView(view.id, false)}>
        {plain(view.close) || 'Close'}
      </button>
      {view.submit && (
        <button type="submit" className="button primary" disabled={busy} aria-busy={busy}>
          {busy && <LoaderCircle size={14} className="spin" aria-hidden />}
          {plain(view.submit)}
        </button>
      )}
    </>
  );
  return (
    <Dialog
      title={plain(view.title)}
      testId={below ? undefined : 'modal'}
      hidden={below}
      leading={<Avatar name={app.name} colour="" size="small" app />}
      onClose={() => void session.closeView(view.id, false)}
      onSubmit={submit}
      footer={footer}
    >
      <HostContext value={host}>
        <BlockList blocks={view.blocks} />
      </HostContext>
    </Dialog>
  );
}

/** The app's open views; the lower ones stay in the page so that what was typed in them is kept. */
export function ModalStack(): ReactNode {
  const { views } = useWorld();
  return views.map((view, position) => <Modal key={view.id} view={view} below={position < views.length - 1} />);
}
