import { describe, expect, it } from 'vitest';
import { takeFilesOut } from '../../../../../src/hub/areas/city/incoming-files.ts';
import { cityConfig } from '../../../../support/city-mapping.ts';
import { realFiles } from '../../../../support/real-files.ts';

const { mapping } = cityConfig();
const png = realFiles['image/png'];
const read = (content: string) =>
  takeFilesOut(mapping, { FILES: [{ FILE_NAME: '现场.png', FILE_DATA: content }] }).files[0];

describe('a file in a message', () => {
  it('is read in each way in which programs write base64', () => {
    const base64 = png.toString('base64');
    for (const content of [
      base64,
      base64.replaceAll(/.{76}/g, '$&\r\n'),
      base64.replace(/=+$/, ''),
      png.toString('base64url'),
      `data:image/png;base64,${base64}`,
      `data:image/png;name=1.png;base64,${base64}`,
    ])
      expect(read(content)?.bytes?.equals(png)).toBe(true);
  });

  it('that is no base64 is refused, and nothing of it is guessed', () => {
    for (const content of ['', '=', 'AAAAA', 'AA=A', '现场', '[object Object]'])
      expect(read(content)).toMatchObject({ bytes: null, fault: 'unreadable' });
  });
});
