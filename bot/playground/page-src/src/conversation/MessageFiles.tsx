import type { ReactNode } from 'react';
import { Download, FileImage, FileSpreadsheet, FileText } from 'lucide-react';
import type { SlackFile } from '../slack/types';
import { fileSize } from '../slack/time';
import { useSession } from '../state/use';

function iconFor(file: SlackFile): typeof FileText {
  if (file.mimetype?.startsWith('image/')) return FileImage;
  return /csv|sheet|excel/.test(`${file.mimetype} ${file.name}`) ? FileSpreadsheet : FileText;
}

export function MessageFiles({ files }: { files: SlackFile[] }): ReactNode {
  const { hand } = useSession();
  return (
    <div className="files">
      {files.map((file) => {
        const Icon = iconFor(file);
        const name = file.title || file.name;
        return (
          <div key={file.id} className="file">
            {file.mimetype?.startsWith('image/') && (
              <img src={hand.fileUrl(file, false)} alt={file.alt_txt ?? name} loading="lazy" />
            )}
            <div className="file-line">
              <Icon size={22} aria-hidden />
              <a href={hand.fileUrl(file, false)} target="_blank" rel="noreferrer" className="file-words">
                <strong>{name}</strong>
                <span className="quiet">{[file.pretty_type, fileSize(file.size)].filter(Boolean).join(' · ')}</span>
              </a>
              <a
                className="icon-button"
                href={hand.fileUrl(file, true)}
                download={file.name}
                aria-label={`Download ${file.name}`}
              >
                <Download size={16} aria-hidden />
              </a>
            </div>
          </div>
        );
      })}
    </div>
  );
}
