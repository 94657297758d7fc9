import { Hand, moveClock, readPeople, readTraffic, Refused, resetWorld } from '../api/client';
import type { Conversation, SubmitAnswer } from '../api/contract';
import { follow, type Frame } from '../api/stream';
import type { Message, StateValues } from '../slack/types';
import { keepTheme, presentTheme, readAddress, writeAddress } from './address';
import { apply } from './apply';
import { draftKey, emptyPage, type Page, threadKey } from './page';

/** Holds the page's state, follows the stream, and does what the person at the keyboard asks. */
export class Session {
  private page: Page = emptyPage(presentTheme());
  private readonly listeners = new Set<() => void>();
  private stopFollowing: (() => void) | null = null;
  private handInUse: Hand | null = null;
  /** My last messages to the app, whose first answer opens their thread. */
  private readonly awaited = new Set<string>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly now = (): Page => this.page;

  get hand(): Hand {
    if (!this.handInUse) throw new Error('nobody was chosen yet');
    return this.handInUse;
  }

  set(change: Partial<Page>): void {
    this.page = { ...this.page, ...change };
    for (const listener of this.listeners) listener();
  }

  /** Does what was asked; a refusal is shown and answers undefined. */
  async attempt<T>(work: Promise<T>): Promise<T | undefined> {
    try {
      return await work;
    } catch (refusal) {
      if (!(refusal instanceof Refused)) throw refusal;
      this.notice(refusal.message, refusal.nextStep);
      return undefined;
    }
  }

  notice(words: string, nextStep = ''): void {
    const id = Date.now() + Math.random();
    this.set({ notices: [...this.page.notices, { id, words, nextStep }].slice(-3) });
    window.setTimeout(() => this.dropNotice(id), 9000);
  }

  dropNotice(id: number): void {
    this.set({ notices: this.page.notices.filter((one) => one.id !== id) });
  }

  dropToast(id: number): void {
    this.set({ toasts: this.page.toasts.filter((one) => one.id !== id) });
  }

  async start(): Promise<void> {
    const address = readAddress();
    try {
      const people = await readPeople();
      this.set({ people, failure: null, clockLead: new Date(people.now).getTime() - Date.now() });
    } catch (refusal) {
      this.set({ failure: refusal instanceof Refused ? `${refusal.message} ${refusal.nextStep}` : String(refusal) });
      return;
    }
    if (address.as) await this.become(address.as, address.channel, address.tab, address.thread);
  }

  /** Be this person: their workspace, their conversations, their events. */
  async become(
    user: string,
    channel: string | null = null,
    tab: Page['tab'] = 'messages',
    thread: string | null = null,
  ): Promise<void> {
    const hand = new Hand(user);
    const world = await this.attempt(hand.state());
    if (!world) return this.leave();
    this.stopFollowing?.();
    this.handInUse = hand;
    this.awaited.clear();
    const before = this.page;
    this.set({
      ...emptyPage(before.theme),
      people: before.people,
      traffic: before.traffic,
      inspector: before.inspector,
      world,
      clockLead: new Date(world.now).getTime() - Date.now(),
    });
    this.stopFollowing = follow(
      user,
      (frame) => this.receive(frame),
      () => void this.refresh(),
    );
    const known = world.conversations.some((one) => one.id === channel);
    await this.open(known && channel ? channel : world.app.dm, tab, known ? thread : null, channel !== null);
  }

  /** Back to the first screen. */
  leave(): void {
    this.stopFollowing?.();
    this.stopFollowing = null;
    this.handInUse = null;
    this.set({
      ...emptyPage(this.page.theme),
      people: this.page.people,
      clockLead: this.page.clockLead,
      notices: this.page.notices,
    });
    writeAddress({ as: null, channel: null, tab: 'messages', thread: null });
  }

  async refresh(): Promise<void> {
    if (!this.handInUse) return;
    const world = await this.attempt(this.hand.state());
    if (!world) return;
    const { conversation, threadRoot } = this.page;
    this.set({ world, timelines: {}, threads: {}, clockLead: new Date(world.now).getTime() - Date.now() });
    if (conversation) await this.loadTimeline(conversation);
    if (conversation && threadRoot) await this.loadThread(conversation, threadRoot);
  }

  private receive(frame: Frame): void {
    if (frame.name === 'reset') {
      this.set({ threadRoot: null, traffic: [] });
      void this.refresh();
      return;
    }
    if (frame.name === 'notification' && this.isInView(frame.data.channel, frame.data.thread_ts)) return;
    this.set(apply(this.page, frame));
    if (frame.name === 'message') this.afterMessage(frame.data.channel, frame.data.message);
    if (frame.name === 'status' && frame.data.status && frame.data.thread_ts) {
      this.openAwaited(frame.data.channel, frame.data.thread_ts);
    }
  }

  private isInView(channel: string, root: string | undefined): boolean {
    const { conversation, tab, threadRoot } = this.page;
    if (channel !== conversation || tab !== 'messages' || document.hidden) return false;
    return !root || root === threadRoot;
  }

  private afterMessage(channel: string, message: Message): void {
    if (this.isInView(channel, undefined)) this.markRead(channel);
    if (message.thread_ts && message.thread_ts !== message.ts) this.openAwaited(channel, message.thread_ts);
  }

  private markRead(channel: string): void {
    this.set(apply(this.page, { name: 'read', data: { channel, unread: 0 } }));
    void this.hand.read(channel).catch(() => undefined);
  }

  /** The first sign of an answer to this message opens its thread, also when it came before the saying was confirmed. */
  private await(channel: string, ts: string): void {
    this.awaited.add(threadKey(channel, ts));
    const working = this.page.world?.statuses.some((one) => one.channel === channel && one.thread_ts === ts);
    const answered = this.page.timelines[channel]?.messages.some((one) => one.ts === ts && one.reply_count);
    if (working || answered) this.openAwaited(channel, ts);
  }

  /** What the stream already told of this message, which may be newer than the answer to saying it. */
  private newest(channel: string, message: Message): Message {
    const known = this.page.timelines[channel]?.messages.find((one) => one.ts === message.ts);
    return known ?? message;
  }

  private openAwaited(channel: string, root: string): void {
    if (!this.awaited.delete(threadKey(channel, root))) return;
    const { conversation, threadRoot, drafts } = this.page;
    const replying = threadRoot !== null && Boolean(drafts[draftKey(channel, threadRoot)]);
    if (conversation === channel && !replying) void this.openThread(root);
  }

  async open(id: string, tab: Page['tab'] = 'messages', thread: string | null = null, show = true): Promise<void> {
    this.set({
      conversation: id,
      tab,
      threadRoot: thread,
      overlay: null,
      narrow: show ? 'conversation' : this.page.narrow,
      toasts: this.page.toasts.filter((toast) => toast.channel !== id),
    });
    this.keepAddress();
    const isApp = id === this.page.world?.app.dm;
    if (isApp) void this.attempt(this.hand.openApp(tab));
    if (!this.page.timelines[id]) await this.loadTimeline(id);
    if (thread) await this.loadThread(id, thread);
    this.markRead(id);
  }

  private keepAddress(): void {
    const { conversation, tab, threadRoot } = this.page;
    writeAddress({ as: this.handInUse?.as ?? null, channel: conversation, tab, thread: threadRoot });
  }

  private async loadTimeline(id: string): Promise<void> {
    const found = await this.attempt(this.hand.messages(id));
    if (!found) return;
    this.set({ timelines: { ...this.page.timelines, [id]: { messages: found.messages, hasMore: found.has_more } } });
  }

  async loadEarlier(id: string): Promise<void> {
    const timeline = this.page.timelines[id];
    const found = timeline && (await this.attempt(this.hand.messages(id, timeline.messages[0]?.ts)));
    if (!found) return;
    const messages = [...found.messages, ...(this.page.timelines[id]?.messages ?? [])];
    this.set({ timelines: { ...this.page.timelines, [id]: { messages, hasMore: found.has_more } } });
  }

  async openThread(root: string): Promise<void> {
    this.set({ threadRoot: root });
    this.keepAddress();
    if (this.page.conversation) await this.loadThread(this.page.conversation, root);
  }

  closeThread(): void {
    this.set({ threadRoot: null });
    this.keepAddress();
  }

  private async loadThread(channel: string, root: string): Promise<void> {
    const thread = await this.attempt(this.hand.thread(channel, root));
    if (thread) this.set({ threads: { ...this.page.threads, [threadKey(channel, root)]: thread } });
  }

  draft(channel: string, root: string | null, text: string): void {
    this.set({ drafts: { ...this.page.drafts, [draftKey(channel, root)]: text } });
  }

  /** Says it, or runs it when it is a slash command; answers whether it went out. */
  async say(channel: string, root: string | null, text: string, files: string[]): Promise<boolean> {
    const command = this.page.world?.app.commands.find(
      (one) => text === one.command || text.startsWith(`${one.command} `),
    );
    if (command && root) {
      this.notice(
        'Slash commands do not work in threads.',
        'Say it to the app with @Tierdesk, or use the command outside the thread.',
      );
      return false;
    }
    if (command) return (await this.attempt(this.hand.command(channel, text).then(() => true))) ?? false;
    const said = await this.attempt(this.hand.say(channel, { text, ...(root ? { thread_ts: root } : {}), files }));
    if (!said) return false;
    this.receive({ name: 'changed', data: { channel, message: this.newest(channel, said.message) } });
    if (!root) this.await(channel, said.message.ts);
    return true;
  }

  async submit(viewId: string, values: StateValues): Promise<void> {
    const answer = await this.attempt<SubmitAnswer>(this.hand.submit(viewId, values));
    if (!answer) return;
    const errors = answer.response_action === 'errors' ? (answer.errors ?? {}) : {};
    this.set({ viewErrors: { ...this.page.viewErrors, [viewId]: errors } });
    if (this.page.world) this.set({ world: { ...this.page.world, views: answer.views } });
  }

  async closeView(viewId: string, clear: boolean): Promise<void> {
    const answer = await this.attempt(this.hand.close(viewId, clear));
    if (answer && this.page.world) this.set({ world: { ...this.page.world, views: answer.views } });
  }

  async openDirect(user: string): Promise<void> {
    const answer = await this.attempt(this.hand.openDirect(user));
    if (!answer) return;
    this.receive({ name: 'conversation', data: answer });
    await this.open(answer.conversation.id);
  }

  async moveClock(step: object): Promise<void> {
    const clock = await this.attempt(moveClock(step));
    if (clock) this.set({ clockLead: new Date(clock.now).getTime() - Date.now() });
  }

  async reset(): Promise<void> {
    await this.attempt(resetWorld());
    if (this.handInUse) await this.refresh();
  }

  async openInspector(): Promise<void> {
    this.set({ inspector: true });
    const found = await this.attempt(readTraffic(0, 500));
    if (found) this.set({ traffic: found.entries });
  }

  setTheme(theme: Page['theme']): void {
    keepTheme(theme);
    this.set({ theme });
  }
}

export const conversationOf = (page: Page): Conversation | undefined =>
  page.world?.conversations.find((one) => one.id === page.conversation);
