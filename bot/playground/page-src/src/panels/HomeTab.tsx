import type { ReactNode } from 'react';
import { BlockList } from '../blocks/BlockList';
import { HostContext } from '../blocks/host';
import type { View } from '../slack/types';
import { useBlockHost } from '../conversation/useBlockHost';
import { useWorld } from '../state/use';

function HomeBlocks({ view }: { view: View }): ReactNode {
  const host = useBlockHost({
    container: { type: 'home' },
    surface: 'home',
    blocks: view.blocks,
    kept: view.state?.values,
  });
  return (
    <HostContext value={host}>
      <BlockList blocks={view.blocks} />
    </HostContext>
  );
}

export function HomeTab(): ReactNode {
  const { home, app } = useWorld();
  return (
    <div className="home" id="app-panel" role="tabpanel" aria-labelledby="tab-home" data-testid="home" tabIndex={0}>
      <div className="home-inner">
        {home ? (
          <HomeBlocks key={home.id} view={home} />
        ) : (
          <p className="quiet nothing">
            {app.connected ? `${app.name} has not published a Home yet.` : `${app.name} is not connected.`}
          </p>
        )}
      </div>
    </div>
  );
}
