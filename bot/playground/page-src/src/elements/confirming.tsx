import { type ReactNode, useState } from 'react';
import { Words } from '../blocks/Prose';
import type { Confirm } from '../slack/types';
import { plain } from '../slack/values';
import { Dialog } from '../ui/Dialog';

/** Asks the element's `confirm` question before it goes on; without one it goes on at once. */
export function useConfirm(confirm: Confirm | undefined): {
  ask(goOn: () => void): void;
  question: ReactNode;
} {
  const [pending, setPending] = useState<(() => void) | null>(null);
  const done = (goOn: boolean): void => {
    if (goOn) pending?.();
    setPending(null);
  };
  const question =
    pending && confirm ? (
      <Dialog
        title={plain(confirm.title) || 'Are you sure?'}
        size="small"
        onClose={() => done(false)}
        footer={
          <>
            <button type="button" className="button" onClick={() => done(false)}>
              {plain(confirm.deny) || 'Cancel'}
            </button>
            <button
              type="button"
              className={`button ${confirm.style === 'danger' ? 'danger' : 'primary'}`}
              onClick={() => done(true)}
              data-autofocus
            >
              {plain(confirm.confirm) || 'Yes'}
            </button>
          </>
        }
      >
        <Words text={confirm.text} />
      </Dialog>
    ) : null;
  return {
    ask: (goOn) => (confirm ? setPending(() => goOn) : goOn()),
    question,
  };
}
