import { call, text } from '@interloper/plan';
import type { Expression, FunctionName } from '@interloper/plan';
import type { Json } from '@interloper/sql';

type Case = readonly [Expression, Json];

const key = (address: string): Expression => call('addressKey', [text(address)]);
const stars = (value: string, pattern: string): Expression =>
  call('matchesStars', [text(value), text(pattern)]);

/** What looking things up in lists rests on. */
export const lookupCases: Partial<Record<FunctionName, readonly Case[]>> = {
  addressKey: [
    [key('192.0.2.255'), '0000:0000:0000:0000:0000:ffff:c000:02ff'],
    [key(' 2001:DB8::a '), '2001:0db8:0000:0000:0000:0000:0000:000a'],
    [key('::'), '0000:0000:0000:0000:0000:0000:0000:0000'],
    [key('1::'), '0001:0000:0000:0000:0000:0000:0000:0000'],
    [key('1:2:3:4:5:6:7:8'), '0001:0002:0003:0004:0005:0006:0007:0008'],
    [key('::ffff:192.0.2.1'), '0000:0000:0000:0000:0000:ffff:c000:0201'],
    [key('1:2:3:4:5:6:192.0.2.1'), '0001:0002:0003:0004:0005:0006:c000:0201'],
    [key('1:2:3:4:5:6:7'), null],
    [key('1:2:3:4:5:6:7:8::'), null],
    [key('1::2::3'), null],
    [key('12345::'), null],
    [key('192.0.2.256'), null],
    [key('192.0.2.0/24'), null],
    [key('192.0.2.1:443'), null],
    [key('somewhere'), null],
    [key(''), null],
  ],
  matchesStars: [
    [stars('ada@example', 'ada@*'), true],
    [stars('x', '*'), true],
    [stars('', '*'), true],
    [stars('Ada', 'ada'), false],
    [stars('a.b', 'a?b'), false],
    [stars('100%_x', '100%_*'), true],
    [stars('100xx', '100%_*'), false],
    [stars('a\\b', 'a\\*'), true],
    [stars('line\nbreak', 'line*'), true],
  ],
};
