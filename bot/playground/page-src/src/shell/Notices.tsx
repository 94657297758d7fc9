import { type ReactNode, useEffect } from 'react';
import { BellRing, CircleAlert, X } from 'lucide-react';
import type { Toast } from '../state/page';
import { usePage, useSession } from '../state/use';

const SECONDS_SHOWN = 7;

function ToastCard({ toast }: { toast: Toast }): ReactNode {
  const session = useSession();
  useEffect(() => {
    const timer = window.setTimeout(() => session.dropToast(toast.id), SECONDS_SHOWN * 1000);
    return () => window.clearTimeout(timer);
  }, [session, toast.id]);
  return (
    <div className="toast">
      <button
        type="button"
        className="toast-open"
        onClick={() => {
          session.dropToast(toast.id);
          void session.open(toast.channel, 'messages', toast.thread_ts ?? null);
        }}
      >
        <BellRing size={16} aria-hidden />
        <span>
          <strong>{toast.title}</strong>
          <span className="toast-text">{toast.mobile}</span>
        </span>
      </button>
      <button
        type="button"
        className="icon-button"
        aria-label="Dismiss notification"
        onClick={() => session.dropToast(toast.id)}
      >
        <X size={15} aria-hidden />
      </button>
    </div>
  );
}

/** Notification previews and what the playground refused, in the corner. */
export function Notices(): ReactNode {
  const session = useSession();
  const { toasts, notices } = usePage();
  return (
    <div className="notices">
      <div role="status" aria-label="Notifications">
        {toasts.map((toast) => (
          <ToastCard key={toast.id} toast={toast} />
        ))}
      </div>
      {notices.map((notice) => (
        <div key={notice.id} role="alert" className="toast notice">
          <CircleAlert size={16} aria-hidden />
          <span>
            <strong>{notice.words}</strong>
            <span className="toast-text">{notice.nextStep}</span>
          </span>
          <button
            type="button"
            className="icon-button"
            aria-label="Dismiss"
            onClick={() => session.dropNotice(notice.id)}
          >
            <X size={15} aria-hidden />
          </button>
        </div>
      ))}
    </div>
  );
}
