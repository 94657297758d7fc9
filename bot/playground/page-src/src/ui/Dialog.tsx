import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { createPortal } from 'react-dom';
import { X } from 'lucide-react';

interface DialogProps {
  title: string;
  onClose(): void;
  children: ReactNode;
  footer?: ReactNode;
  size?: 'small' | 'normal' | 'wide';
  testId?: string;
  hidden?: boolean;
  leading?: ReactNode;
  onSubmit?(): void;
}

const FOCUSABLE =
  'button:not(:disabled):not([tabindex="-1"]), a[href], input:not([tabindex="-1"]), textarea, [tabindex="0"]';

/** Keeps Tab inside, closes on Esc, and gives the focus back where it came from. */
export function Dialog(props: DialogProps): ReactNode {
  const { title, onClose, children, footer, hidden } = props;
  const box = useRef<HTMLDivElement>(null);
  const titleId = useId();

  useEffect(() => {
    if (hidden) return;
    const before = document.activeElement as HTMLElement | null;
    const first =
      box.current?.querySelector<HTMLElement>('[autofocus], [data-autofocus]') ??
      box.current?.querySelector<HTMLElement>('.dialog-body input, .dialog-body textarea, .dialog-body button') ??
      box.current;
    if (!box.current?.contains(document.activeElement)) first?.focus();
    return () => before?.focus();
  }, [hidden]);

  const keys = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      onClose();
    }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && props.onSubmit) {
      event.preventDefault();
      props.onSubmit();
    }
    if (event.key !== 'Tab') return;
    const inside = [...(box.current?.querySelectorAll<HTMLElement>(FOCUSABLE) ?? [])];
    const edge = event.shiftKey ? inside[0] : inside.at(-1);
    if (document.activeElement === edge || document.activeElement === box.current) {
      event.preventDefault();
      (event.shiftKey ? inside.at(-1) : inside[0])?.focus();
    }
  };

  return createPortal(
    <div
      className="dialog-backdrop"
      hidden={hidden}
      onMouseDown={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div
        ref={box}
        role="dialog"
        aria-modal="true"
        aria-labelledby={titleId}
        data-testid={props.testId}
        className={`dialog ${props.size ?? 'normal'}`}
        tabIndex={-1}
        onKeyDown={keys}
      >
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            event.stopPropagation();
            props.onSubmit?.();
          }}
        >
          <div className="dialog-head">
            {props.leading}
            <h2 id={titleId}>{title}</h2>
            <button type="button" className="icon-button" aria-label="Close dialog" onClick={onClose}>
              <X size={18} aria-hidden />
            </button>
          </div>
          <div className="dialog-body">{children}</div>
          {footer && <div className="dialog-foot">{footer}</div>}
        </form>
      </div>
    </div>,
    document.body,
  );
}
