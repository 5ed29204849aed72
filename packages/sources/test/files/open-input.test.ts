import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { isDamage } from '../../src/files/input-member.js';
import type { InputMember } from '../../src/files/input-member.js';
import { openInput } from '../../src/files/open-input.js';
import { collect, fileOf, openAll, openOne, readMember, readText, refusalOf, zipOf } from './support.js';

const lines = '{"id":"a","name":"Zoë"}\n{"id":"b","name":"李"}\n';
const values = [
  { id: 'a', name: 'Zoë' },
  { id: 'b', name: '李' },
];

/** The text that a member reads to, and the cause of its damage. */
async function textOf(
  member: InputMember,
): Promise<{ readonly text: string; readonly causes: readonly string[] }> {
  const pieces = await collect(member.read());
  const bytes = pieces.flatMap((piece) => (isDamage(piece) ? [] : [piece]));
  const causes = pieces.flatMap((piece) => (isDamage(piece) ? [piece.cause] : []));
  return { text: Buffer.concat(bytes).toString('utf8'), causes };
}

function utf16be(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

describe('plain files', () => {
  test('are read by the engine directly when they are UTF-8 without a mark', async () => {
    const path = fileOf(lines);
    const member = await openOne(path);
    expect(member).toMatchObject({
      path,
      file: path,
      size: Buffer.byteLength(lines),
      compression: 'none',
      encoding: 'utf-8',
      head: lines,
      complete: true,
      direct: true,
      directCsv: true,
    });
    expect(await textOf(member)).toEqual({ text: lines, causes: [] });
  });

  test.each([
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${lines}`), 'utf-8-bom', true],
    ['UTF-16 LE with a mark', Buffer.from(`\uFEFF${lines}`, 'utf16le'), 'utf-16le', false],
    ['UTF-16 LE without', Buffer.from(lines, 'utf16le'), 'utf-16le', false],
    ['UTF-16 BE with a mark', utf16be(`\uFEFF${lines}`), 'utf-16be', false],
    ['UTF-16 BE without', utf16be(lines), 'utf-16be', false],
  ] as const)('in %s are decoded, and are not for the engine', async (_, bytes, encoding, directCsv) => {
    const member = await openOne(fileOf(bytes));
    expect(member).toMatchObject({ encoding, direct: false, directCsv, head: lines });
    expect(await textOf(member)).toEqual({ text: lines, causes: [] });
    expect((await readMember(member)).values).toEqual(values);
  });

  test('in UTF-16 that end in the middle of a character say so', async () => {
    const bytes = Buffer.from(lines, 'utf16le');
    const read = await readText(bytes.subarray(0, -5));
    expect(read.values).toEqual(values.slice(0, 1));
    expect(read.bad).toMatchObject([
      { number: 2, line: 2, cause: `cut off in the middle of a character at byte ${bytes.length - 5}` },
    ]);
  });

  test('larger than the head are not complete, and no character is cut', async () => {
    const text = 'é'.repeat(200_000);
    const member = await openOne(fileOf(`x${text}`));
    expect(member.complete).toBe(false);
    expect(member.head).toBe(`x${'é'.repeat((256 * 1024 - 2) / 2)}`);
  });

  test('have the SHA-256 of their bytes', async () => {
    expect(await (await openOne(fileOf('abc'))).fingerprint()).toEqual({
      // FIPS 180-2, appendix B.1
      sha256: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
      textBytes: 3,
    });
  });

  test('that cannot be opened are refused', async () => {
    expect(await refusalOf(`${fileOf('')}-missing`)).toBe('cannot be read: no such file or folder');
    expect(await refusalOf('/dev/null')).toBe('is not a file');
  });
});

describe('gzip', () => {
  test('is known by its bytes, whatever the name', async () => {
    const bytes = gzipSync(lines);
    const member = await openOne(fileOf(bytes));
    expect(member).toMatchObject({ compression: 'gzip', size: bytes.length, direct: true, head: lines });
    expect(await textOf(member)).toEqual({ text: lines, causes: [] });
    expect(await member.fingerprint()).toEqual({
      sha256: createHash('sha256').update(bytes).digest('hex'),
      textBytes: Buffer.byteLength(lines),
    });
  });

  test('of several members is one text (RFC 1952, 2.2)', async () => {
    const member = await openOne(fileOf(Buffer.concat([gzipSync(lines), gzipSync(lines)])));
    expect(await textOf(member)).toEqual({ text: lines + lines, causes: [] });
    expect((await member.fingerprint()).damage).toBeUndefined();
  });

  test('cut at any byte gives every whole record before the cut, and the cause', async () => {
    const many = Array.from({ length: 40 }, (_, id) => ({
      id,
      text: createHash('md5').update(`${id}`).digest('hex'),
    }));
    const bytes = gzipSync(many.map((value) => `${JSON.stringify(value)}\n`).join(''));
    let salvaged = 0;
    for (let length = 200; length < bytes.length; length += 1) {
      const member = await openOne(fileOf(bytes.subarray(0, length)));
      const cause = `the compressed data is cut off after ${length} bytes`;
      const { causes, text } = await textOf(member);
      expect(causes).toEqual([cause]);
      expect((await member.fingerprint()).damage).toEqual({ kind: 'damage', cause });
      const whole = text.split('\n').length - 1;
      const read = await readMember(member, { kind: 'lines', id: 'json-lines', title: '' });
      // The last line may be whole without its line end.
      expect(read.values).toEqual(many.slice(0, read.values.length));
      expect([whole, whole + 1]).toContain(read.values.length);
      expect(read.bad.map((bad) => bad.cause)).toEqual([cause]);
      salvaged = Math.max(salvaged, read.values.length);
    }
    expect(salvaged).toBe(40);
  });

  test('with a wrong checksum is damaged, and its records are read', async () => {
    const bytes = gzipSync(lines);
    bytes.writeUInt32LE(1, bytes.length - 8);
    const read = await readText(bytes);
    expect(read.values).toEqual(values);
    // The checksum is followed by four bytes of size (RFC 1952, 2.3.1).
    const cause = `the compressed data is damaged near byte ${bytes.length - 4} (incorrect data check)`;
    expect(read.bad.map((bad) => bad.cause)).toEqual([cause]);
  });

  test('broken in the middle gives what was packed before the break', async () => {
    const many = Array.from({ length: 2000 }, (_, id) => ({
      id,
      text: createHash('md5').update(`${id}`).digest('hex'),
    }));
    const bytes = gzipSync(many.map((value) => `${JSON.stringify(value)}\n`).join(''));
    bytes.fill(0xff, 40_000, 40_100);
    const read = await readText(bytes);
    // Less than half of the text lies before the break; a few records behind it may be garbled, not whole.
    expect(read.values.length).toBeGreaterThan(900);
    expect(read.values.slice(0, 900)).toEqual(many.slice(0, 900));
    expect(read.bad.at(-1)?.cause).toMatch(/^the compressed data is damaged near byte \d+ \(/u);
  });

  test('followed by something else says so', async () => {
    const packed = gzipSync(lines);
    for (const garbage of ['garbage', '\0\0garbage']) {
      const read = await readText(Buffer.concat([packed, Buffer.from(garbage)]));
      expect(read.values).toEqual(values);
      expect(read.bad.map(({ cause }) => cause)).toEqual([
        `what follows the compressed data after byte ${packed.length} is not compressed data`,
      ]);
    }
    expect((await readText(Buffer.concat([packed, Buffer.alloc(512)]))).bad).toEqual([]);
  });

  test('that holds nothing readable is refused', async () => {
    expect(await refusalOf(fileOf(gzipSync(lines).subarray(0, 9)))).toBe(
      'the compressed data is cut off after 9 bytes',
    );
    expect(await refusalOf(fileOf(gzipSync(gzipSync(lines))))).toBe('compressed twice: unpack it once first');
  });

  test('that is a bomb is stopped', async () => {
    const limits = { freeBytes: 100_000, ratio: 100, totalBytes: 1e9, members: 10 };
    const path = fileOf(gzipSync(Buffer.alloc(10_000_000, 'x')));
    const [member] = await collect(openInput(path, limits));
    if (member?.kind !== 'member') throw new Error('refused');
    const { text, causes } = await textOf(member);
    expect(causes).toEqual(['unpacks to more than 100 times its size: refused as a decompression bomb']);
    expect(text.length).toBeLessThan(2_000_000);
  });
});

describe('zip', () => {
  test('gives its members as a.zip!/b, also gzip in it and UTF-16', async () => {
    const path = fileOf(
      zipOf([
        { name: 'folder/', content: '', method: 0 },
        { name: 'folder/one.json', content: lines },
        { name: 'two', content: gzipSync(lines) },
        { name: 'three', content: Buffer.from(lines, 'utf16le'), method: 0 },
      ]),
    );
    const members = await openAll(path);
    expect(members.map((each) => each.path)).toEqual([
      `${path}!/folder/one.json`,
      `${path}!/two`,
      `${path}!/three`,
    ]);
    for (const member of members) {
      if (member.kind !== 'member') throw new Error(member.cause);
      expect(member).toMatchObject({ file: path, direct: false, directCsv: false });
      expect((await readMember(member)).values).toEqual(values);
    }
    const [first] = members;
    if (first?.kind !== 'member') throw new Error('refused');
    expect(await first.fingerprint()).toEqual({
      sha256: createHash('sha256').update(lines).digest('hex'),
      textBytes: Buffer.byteLength(lines),
    });
  });

  test('refuses members one by one', async () => {
    const path = fileOf(
      zipOf([
        { name: 'secret', content: lines, encrypted: true },
        { name: 'strange', content: lines, method: 14 },
        { name: 'inner.zip', content: zipOf([{ name: 'a', content: lines }]) },
        { name: 'good', content: lines },
      ]),
    );
    const members = await openAll(path);
    expect(
      members.map((each) => [each.path.slice(path.length), each.kind === 'refused' ? each.cause : 'read']),
    ).toEqual([
      ['!/secret', 'is encrypted: unpack it with its password first'],
      ['!/strange', 'is compressed with method 14, which is not supported: unpack it first'],
      ['!/inner.zip', 'an archive inside another: unpack it first'],
      ['!/good', 'read'],
    ]);
  });

  test.each([
    ['../x', 'out of the archive'],
    ['logs/../../x', 'out of the archive'],
    ['/etc/x', 'absolute'],
    ['C:/x', 'absolute'],
  ])('refuses the member %s by its name, and reads the others', async (name, why) => {
    const path = fileOf(
      zipOf([
        { name: 'before', content: lines },
        { name, content: lines },
        { name: 'after', content: lines },
      ]),
    );
    const members = await openAll(path);
    expect(
      members.map((each) => [each.path.slice(path.length), each.kind === 'refused' ? each.cause : 'read']),
    ).toEqual([
      ['!/before', 'read'],
      [`!/${name}`, expect.stringContaining(why)],
      ['!/after', 'read'],
    ]);
    const after = members[2];
    if (after?.kind !== 'member') throw new Error('refused');
    expect((await readMember(after)).values).toEqual(values);
  });

  test('tells members of one name apart, also from one that is called so', async () => {
    const path = fileOf(
      zipOf([
        { name: 'b', content: '{"id":1}\n{"id":1}\n' },
        { name: 'b', content: '{"id":2}\n{"id":2}\n' },
        { name: 'b#2', content: '{"id":3}\n{"id":3}\n' },
        { name: 'b', content: lines, encrypted: true },
      ]),
    );
    const members = await openAll(path);
    expect(members.map((each) => each.path.slice(path.length))).toEqual(['!/b', '!/b#2', '!/b#2#2', '!/b#3']);
    const read = members.flatMap((each) => (each.kind === 'member' ? [readMember(each)] : []));
    expect((await Promise.all(read)).map((each) => each.values[0])).toEqual([
      { id: 1 },
      { id: 2 },
      { id: 3 },
    ]);
  });

  test('refuses bombs by ratio, by total and by number', async () => {
    const bomb = { name: 'bomb', content: Buffer.alloc(1_000_000) };
    const small = { name: 'small', content: lines };
    const limits = { freeBytes: 1000, ratio: 100, totalBytes: 1e9, members: 10 };
    const refusals = async (parts: Parameters<typeof zipOf>[0], given: typeof limits) =>
      (await collect(openInput(fileOf(zipOf(parts)), given))).map((each) =>
        each.kind === 'refused' ? each.cause : 'read',
      );
    expect(await refusals([bomb, small], limits)).toEqual([
      'unpacks to more than 100 times its size: refused as a decompression bomb',
      'read',
    ]);
    expect(await refusals([small, small, small], { ...limits, totalBytes: 120 })).toEqual([
      'read',
      'read',
      'unpacks to more than 120 bytes: this member and the rest are not read',
    ]);
    expect(await refusals([small, small], { ...limits, members: 1 })).toEqual([
      'read',
      'more than 1 members: the rest is not read',
    ]);
  });

  test('with a wrong checksum is damaged, and its records are read', async () => {
    const read = await readText(zipOf([{ name: 'a', content: lines, checksum: 1 }]));
    expect(read.values).toEqual(values);
    expect(read.bad.map(({ cause }) => cause)).toEqual([
      'does not have the checksum that the archive states',
    ]);
  });

  test('that is cut off is refused', async () => {
    const bytes = zipOf([{ name: 'a', content: lines }]);
    expect(await refusalOf(fileOf(bytes.subarray(0, -30)))).toMatch(
      /^the zip archive is cut off or damaged: /u,
    );
  });
});

describe('Excel workbooks', () => {
  const sheet = (rows: string) =>
    `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`;
  const text = (cell: string, value: string) => `<c r="${cell}" t="inlineStr"><is><t>${value}</t></is></c>`;
  const workbook = (rows: string) =>
    zipOf([
      {
        name: '[Content_Types].xml',
        content:
          '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
      },
      {
        name: 'xl/workbook.xml',
        content:
          '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Sign-ins" sheetId="1" r:id="rId1"/></sheets></workbook>',
      },
      {
        name: 'xl/_rels/workbook.xml.rels',
        content:
          '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
      },
      { name: 'xl/worksheets/sheet1.xml', content: sheet(rows) },
    ]);

  test('are read as the CSV download of the same log', async () => {
    const path = fileOf(
      workbook(
        `<row r="1">${text('A1', 'Date (UTC)')}${text('B1', 'Request ID')}${text('C1', 'Sign-in error code')}${text('D1', 'Compliant')}</row>` +
          `<row r="2">${text('A2', '2026-03-01T10:00:00Z')}${text('B2', 'r, &quot;1&quot;')}<c r="C2"><v>50126</v></c><c r="D2" t="b"><v>1</v></c></row>` +
          `<row r="3">${text('A3', '2026-03-01T10:01:00Z')}${text('B3', 'r-2')}</row>`,
      ),
    );
    const member = await openOne(path);
    expect(member).toMatchObject({ path, direct: false, directCsv: false });
    const read = await readMember(member);
    expect(read.container).toMatchObject({ kind: 'csv', id: 'csv-entra-portal' });
    expect(read.values).toEqual([
      {
        'Date (UTC)': '2026-03-01T10:00:00Z',
        'Request ID': 'r, "1"',
        'Sign-in error code': '50126',
        Compliant: 'true',
      },
      { 'Date (UTC)': '2026-03-01T10:01:00Z', 'Request ID': 'r-2', 'Sign-in error code': '', Compliant: '' },
    ]);
    expect(read.bad).toEqual([]);
  });

  test('that are broken are refused', async () => {
    const broken = zipOf([
      { name: '[Content_Types].xml', content: '<Types/>' },
      { name: 'xl/nothing.xml', content: '<x/>' },
    ]);
    expect(await refusalOf(fileOf(broken))).toMatch(/^the Excel workbook cannot be read: /u);
  });
});

describe('binary files', () => {
  test.each([
    ['%PDF-1.7\n', 'PDF document'],
    ['\x89PNG\r\n\x1a\n', 'PNG image'],
    ['SQLite format 3\0\x10\0', 'SQLite database'],
    ['ElfFile\0\0\0', 'Windows event log (.evtx)'],
    ['7z\xbc\xaf\x27\x1c', '7z archive'],
    ['BZh91AY&SY', 'bzip2 file'],
    ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'old Office file (.xls, .doc, .msg)'],
    ['\x01\x02\x03\x04\x05\x00\xff\xfe', 'binary file of an unknown kind'],
    ['PAR1,b,c\n', undefined],
    ['ORC,GIF8,BZh\n1,2,3\n', undefined],
  ] as const)('%j', async (bytes, kind) => {
    const [found] = await openAll(fileOf(Buffer.from(bytes, 'latin1')));
    if (kind === undefined) expect(found?.kind).toBe('member');
    else expect(found?.kind === 'refused' ? found.cause : '').toMatch(`this is a ${kind}: `);
  });

  test('in parquet are for the engine', async () => {
    const member = await openOne(fileOf(Buffer.from('PAR1\x15\x04', 'latin1')));
    expect(member).toMatchObject({ binary: 'parquet', head: '', direct: true });
  });
});
