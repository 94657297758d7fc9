import type { ReactNode } from 'react';
import { useSession } from '../state/use';
import { Dialog } from '../ui/Dialog';

export function ResetQuestion(): ReactNode {
  const session = useSession();
  const close = (): void => session.set({ overlay: null });
  const reset = (): void => {
    close();
    void session.reset();
  };
  return (
    <Dialog
      title="Start over?"
      size="small"
      onClose={close}
      onSubmit={reset}
      footer={
        <>
          <button type="button" className="button" onClick={close}>
            Cancel
          </button>
          <button type="submit" className="button danger" data-autofocus>
            Start over
          </button>
        </>
      }
    >
      Everything said here is forgotten, and the clock goes back to its start. The app stays connected.
    </Dialog>
  );
}
