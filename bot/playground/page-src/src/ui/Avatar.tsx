import type { ReactNode } from 'react';

export const initialsOf = (name: string): string =>
  name
    .split(/[\s.]+/)
    .filter(Boolean)
    .map((word) => word[0]?.toUpperCase())
    .slice(0, 2)
    .join('');

const HUES = [172, 214, 262, 318, 18, 42, 96, 140, 196, 238, 290, 350];

/** A steady colour for an organisation or team. */
export function colourFor(key: string): string {
  const sum = [...key].reduce((total, letter) => (total * 31 + letter.charCodeAt(0)) % 9973, 7);
  return `hsl(${HUES[sum % HUES.length]} 42% 42%)`;
}

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
