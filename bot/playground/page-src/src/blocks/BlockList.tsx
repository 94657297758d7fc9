import type { FunctionComponent, ReactNode } from 'react';
import type { Block } from '../slack/types';
import { AlertBlock } from './AlertBlock';
import { CardBlock, CarouselBlock } from './CardBlock';
import { ChartBlock } from './ChartBlock';
import { ContainerBlock } from './ContainerBlock';
import { DataTableBlock } from './DataTableBlock';
import { BlockBoundary, RawBlock } from './Fallback';
import { FileBlock, ImageBlock, VideoBlock } from './FileBlock';
import { InputBlock } from './InputBlock';
import {
  ActionsBlock,
  ContextActionsBlock,
  ContextBlock,
  DividerBlock,
  HeaderBlock,
  SectionBlock,
} from './LayoutBlocks';
import { LibraryDrawn, MarkdownBlock } from './Prose';
import { TableBlock } from './TableBlock';
import { PlanBlock, TaskCardBlock } from './TaskBlocks';

export type BlockDrawing = FunctionComponent<{ block: Block }>;

const DRAWINGS: Record<string, BlockDrawing> = {
  actions: ActionsBlock,
  alert: AlertBlock,
  card: CardBlock,
  carousel: CarouselBlock,
  container: ContainerBlock,
  context: ContextBlock,
  context_actions: ContextActionsBlock,
  data_table: DataTableBlock,
  data_visualization: ChartBlock,
  divider: DividerBlock,
  file: FileBlock,
  header: HeaderBlock,
  image: ImageBlock,
  input: InputBlock,
  markdown: MarkdownBlock,
  plan: PlanBlock,
  rich_text: LibraryDrawn,
  section: SectionBlock,
  table: TableBlock,
  task_card: TaskCardBlock,
  video: VideoBlock,
};

export function BlockList({ blocks }: { blocks: Block[] }): ReactNode {
  return (
    <div className="blocks">
      {blocks.map((block, position) => {
        const Drawing = DRAWINGS[block.type];
        const key = block.block_id ?? `${position}-${block.type}`;
        return (
          <BlockBoundary key={key} block={block}>
            {Drawing ? <Drawing block={block} /> : <RawBlock block={block} why="The playground has no drawing for" />}
          </BlockBoundary>
        );
      })}
    </div>
  );
}
