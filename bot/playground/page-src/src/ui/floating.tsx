import {
  type CSSProperties,
  type ReactNode,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { createPortal } from 'react-dom';

interface FloatingProps {
  anchor: RefObject<HTMLElement | null>;
  onAway(): void;
  children: ReactNode;
  matchWidth?: boolean;
  side?: 'below' | 'above';
  align?: 'start' | 'end';
}

const GAP = 4;

function place(anchor: DOMRect, box: DOMRect, props: FloatingProps): CSSProperties {
  const below = window.innerHeight - anchor.bottom;
  const above = props.side === 'above' ? anchor.top > box.height + GAP : below < box.height + GAP && anchor.top > below;
  const wanted = props.align === 'end' ? anchor.right - box.width : anchor.left;
  return {
    left: Math.max(8, Math.min(wanted, window.innerWidth - box.width - 8)),
    ...(above ? { bottom: window.innerHeight - anchor.top + GAP } : { top: anchor.bottom + GAP }),
    maxHeight: Math.max(160, (above ? anchor.top : below) - 16),
    ...(props.matchWidth ? { minWidth: anchor.width } : {}),
  };
}

/** A layer over everything, beside its anchor; a press elsewhere or a resize closes it. */
export function Floating(props: FloatingProps): ReactNode {
  const { anchor, onAway, children } = props;
  const box = useRef<HTMLDivElement>(null);
  const [style, setStyle] = useState<CSSProperties>({ opacity: 0 });

  useLayoutEffect(() => {
    if (anchor.current && box.current) {
      setStyle(place(anchor.current.getBoundingClientRect(), box.current.getBoundingClientRect(), props));
    }
  }, [anchor, props.matchWidth]);

  useEffect(() => {
    const away = (event: MouseEvent): void => {
      const target = event.target as Node;
      if (!box.current?.contains(target) && !anchor.current?.contains(target)) onAway();
    };
    document.addEventListener('mousedown', away);
    window.addEventListener('resize', onAway);
    return () => {
      document.removeEventListener('mousedown', away);
      window.removeEventListener('resize', onAway);
    };
  }, [anchor, onAway]);

  return createPortal(
    <div ref={box} className="floating" style={style}>
      {children}
    </div>,
    document.body,
  );
}
