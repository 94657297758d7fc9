import type { ReactNode } from 'react';

export const initialsOf = (name: string): string =>
  name
    .split(/[\s.]+/)
    .filter(Boolean)
    .map((word) => word[0]?.toUpperCase())
    .slice(0, 2)
    .join('');

interface AvatarProps {
  name: string;
  initials?: string;
  colour: string;
  size?: 'small' | 'normal' | 'large';
  app?: boolean;
}

export function Avatar({ name, initials, colour, size = 'normal', app }: AvatarProps): ReactNode {
  if (app) {
    return (
      <span className={`avatar ${size} app`} aria-hidden>
        <svg viewBox="0 0 32 32">
          <path d="M8 10h16M11 16h10M14 22h4" stroke="currentColor" strokeWidth="3" strokeLinecap="round" />
        </svg>
      </span>
    );
  }
  return (
    <span className={`avatar ${size}`} style={{ background: colour }} aria-hidden>
      {initials || initialsOf(name)}
    </span>
  );
}
