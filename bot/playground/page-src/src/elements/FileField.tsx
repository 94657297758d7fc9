import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import { FileText, Upload, X } from 'lucide-react';
import { type ElementProps, useElementValue, useHost } from '../blocks/host';

export function FileField(props: ElementProps): ReactNode {
  const { element } = props;
  const host = useHost();
  const input = useRef<HTMLInputElement>(null);
  const { value, report } = useElementValue(props);
  const [busy, setBusy] = useState(false);
  const files = value?.files ?? [];
  const limit = element.max_files ?? 10;
  const keep = (next: { id: string; name?: string }[]): void => void report({ type: element.type, files: next });
  const add = async (chosen: File[]): Promise<void> => {
    if (chosen.length === 0) return;
    setBusy(true);
    const stored = await host.upload(chosen.slice(0, limit - files.length));
    setBusy(false);
    keep([...files, ...stored.map(({ id, name }) => ({ id, name }))]);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    void add([...event.dataTransfer.files]);
  };
  return (
    <div className="file-field" onDrop={drop} onDragOver={(event) => event.preventDefault()}>
      {files.map((file) => (
        <span key={file.id} className="attached">
          <FileText size={15} aria-hidden /> {file.name ?? file.id}
          <button
            type="button"
            aria-label={`Remove ${file.name ?? file.id}`}
            onClick={() => keep(files.filter((one) => one.id !== file.id))}
          >
            <X size={14} />
          </button>
        </span>
      ))}
      {files.length < limit && (
        <button type="button" className="button" disabled={busy} onClick={() => input.current?.click()}>
          <Upload size={15} aria-hidden /> {busy ? 'Uploading…' : 'Choose a file, or drop it here'}
        </button>
      )}
      <input
        ref={input}
        type="file"
        className="visually-hidden"
        tabIndex={-1}
        multiple={limit > 1}
        accept={element.filetypes?.map((type) => `.${type}`).join(',')}
        aria-labelledby={props.labelledBy}
        aria-describedby={props.describedBy}
        onChange={(event) => {
          void add([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
    </div>
  );
}
