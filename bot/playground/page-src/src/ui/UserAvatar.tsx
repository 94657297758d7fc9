import type { ReactNode } from 'react';
import { useDirectory } from '../state/directory';
import { usePart } from '../state/use';
import { Avatar } from './Avatar';

/** A person's initials in the colour of their organisation, or the app's sign. */
export function UserAvatar({
  id,
  name,
  size,
}: {
  id: string;
  name?: string;
  size?: 'small' | 'normal' | 'large';
}): ReactNode {
  const listing = useDirectory().get(id);
  const user = usePart((page) => page.world?.users[id]);
  return (
    <Avatar
      name={listing?.person.name ?? user?.real_name ?? name ?? '?'}
      initials={user?.initials}
      colour={listing?.colour ?? 'var(--soft-ink)'}
      size={size}
      app={user?.is_bot}
    />
  );
}
