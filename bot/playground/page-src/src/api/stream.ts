import type { FrameName, Frames } from './contract';

const FRAME_NAMES: FrameName[] = [
  'hello',
  'message',
  'changed',
  'deleted',
  'status',
  'title',
  'prompts',
  'home',
  'view_opened',
  'view_pushed',
  'view_updated',
  'view_closed',
  'notification',
  'unread',
  'conversation',
  'read',
  'clock',
  'connection',
  'traffic',
  'reset',
];

export type Frame = { [N in FrameName]: { name: N; data: Frames[N] } }[FrameName];

/**
 * Follows one person's events until the returned function is called. `onGap` fires when the connection was lost
 * and is there again, so that the caller reads the state anew.
 */
export function follow(as: string, onFrame: (frame: Frame) => void, onGap: () => void): () => void {
  const source = new EventSource(`/play/api/stream?as=${encodeURIComponent(as)}&traffic=1`);
  let lost = false;
  source.addEventListener('open', () => {
    if (lost) onGap();
    lost = false;
  });
  source.addEventListener('error', () => {
    lost = true;
  });
  for (const name of FRAME_NAMES) {
    source.addEventListener(name, (event) => {
      onFrame({ name, data: JSON.parse((event as MessageEvent<string>).data) as never } as Frame);
    });
  }
  return () => source.close();
}
