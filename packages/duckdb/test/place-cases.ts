import { call, literal, long, real, text } from '@interloper/plan';
import type { Expression, FunctionName } from '@interloper/plan';
import type { Json } from '@interloper/sql';

type Case = readonly [Expression, Json];

const json = (value: string): Expression => literal('dynamic', value);
const metres = (value: Expression): Expression => call('round', [value, long(6)]);
const point = (fn: FunctionName, longitude: number, latitude: number, shape: Expression): Expression =>
  call(fn, [real(longitude), real(latitude), shape]);

const PARK = json(
  '{"type":"Polygon","coordinates":[[[-73.9495,40.7969],[-73.95807266235352,40.80068603561921],[-73.98201942443848,40.76825672305777],[-73.97317886352539,40.76455136505513],[-73.9495,40.7969]]]}',
);
const HOLED = json(
  '{"type":"Polygon","coordinates":[[[0,0],[10,0],[10,10],[0,10],[0,0]],[[4,4],[6,4],[6,6],[4,6],[4,4]]]}',
);
const STREET = json('{"type":"LineString","coordinates":[[-73.95796,40.80042],[-73.97317,40.764486]]}');
const EQUATOR = json('{"type":"LineString","coordinates":[[0,0],[90,0]]}');
const MERIDIAN = json('{"type":"LineString","coordinates":[[45,-10],[45,10]]}');
const FAR = json('{"type":"LineString","coordinates":[[100,50],[110,50]]}');

const SIERRA = json(
  '{"type":"Polygon","coordinates":[[[-3.659,40.553],[-3.913,40.409],[-3.729,40.273],[-3.524,40.440],[-3.659,40.553]]]}',
);
const AVENUE = json('{"type":"LineString","coordinates":[[-73.949247,40.796860],[-73.973017,40.764323]]}');
/** Kusto writes the point as it comes back from the sphere, and not always in the nearest digits. */
const DENSE = '{"type":"LineString","coordinates":[[-73.949247,40.79686],[-73.973017,40.764323000000008]]}';
const TRIANGLE = json('{"type":"Polygon","coordinates":[[[1,1],[2,1],[2,2],[1,1]]]}');
/** Its middle corner is 11 m north of the equator. */
const BENT = json('{"type":"LineString","coordinates":[[0,0],[0.5,0.0001],[1,0]]}');
const AWAY = json('{"type":"Polygon","coordinates":[[[41,1],[42,1],[42,2],[41,1]]]}');
const KEYS = json(
  '{"type":"LineString","coordinates":[[-80.66634997047466,24.894526340592122],[-80.67373241820246,24.890808090321286]]}',
);

const array = (...items: readonly Expression[]): Expression => call('makeArray', items);

/** A corner of the outer ring, rounded. */
function corner(fn: FunctionName, args: readonly Expression[], index: number): Expression {
  const at = (axis: number): Expression =>
    call('round', [
      call('toReal', [call('path', [call(fn, args), text('coordinates'), long(0), long(index), long(axis)])]),
      long(9),
    ]);
  return call('makeArray', [at(0), at(1)]);
}

/** Places and shapes. Values are recorded answers of Kusto (its geo pages), or exact on the sphere. */
export const placeCases: Partial<Record<FunctionName, readonly Case[]>> = {
  pointInPolygon: [
    [point('pointInPolygon', 1, 1, HOLED), true],
    [point('pointInPolygon', 5, 5, HOLED), false],
    [point('pointInPolygon', -1, 5, HOLED), false],
    // The other side of the earth turns around a polygon too.
    [point('pointInPolygon', -179, -1, HOLED), false],
    [point('pointInPolygon', 200, 1, HOLED), null],
  ],
  pointToPolygon: [
    [metres(point('pointToPolygon', -73.9839, 40.7705, PARK)), 259.940756],
    [point('pointToPolygon', 1, 1, HOLED), 0],
    [point('pointToPolygon', 1, 1, json('{"type":"Polygon"}')), null],
  ],
  closestOnPolygon: [
    [
      call('round', [
        call('toReal', [
          call('path', [point('closestOnPolygon', -73.9839, 40.7705, PARK), text('coordinates'), long(0)]),
        ]),
        long(9),
      ]),
      -73.98120558,
    ],
  ],
  pointToLine: [
    // A degree from the equator.
    [metres(point('pointToLine', 45, 1, EQUATOR)), 111195.101177],
    [point('pointToLine', 1, 1, json('{"type":"LineString"}')), null],
  ],
  closestOnLine: [[point('closestOnLine', 100, 0, EQUATOR), { type: 'Point', coordinates: [90, 0] }]],
  linesMeet: [
    [call('linesMeet', [EQUATOR, MERIDIAN]), true],
    [call('linesMeet', [EQUATOR, FAR]), false],
    [call('linesMeet', [EQUATOR, PARK]), null],
  ],
  lineMeetsPolygon: [
    [call('lineMeetsPolygon', [EQUATOR, HOLED]), true],
    [call('lineMeetsPolygon', [FAR, HOLED]), false],
  ],
  polygonsMeet: [
    [call('polygonsMeet', [PARK, HOLED]), false],
    [
      call('polygonsMeet', [HOLED, json('{"type":"Polygon","coordinates":[[[1,1],[2,1],[2,2],[1,1]]]}')]),
      true,
    ],
  ],
  lineLength: [[metres(call('lineLength', [EQUATOR])), 10007559.105974]],
  polygonPerimeter: [[metres(call('polygonPerimeter', [PARK])), 9930.301496]],
  polygonArea: [[call('round', [call('polygonArea', [PARK]), long(4)]), 3475207.2835]],
  lineCentre: [
    [
      call('round', [
        call('toReal', [call('path', [call('lineCentre', [EQUATOR]), text('coordinates'), long(0)])]),
        long(9),
      ]),
      45,
    ],
  ],
  polygonCentre: [
    [
      call('round', [
        call('toReal', [call('path', [call('polygonCentre', [PARK]), text('coordinates'), long(0)])]),
        long(10),
      ]),
      -73.9657356899,
    ],
  ],
  lineInterpolate: [
    [
      call('round', [
        call('toReal', [
          call('path', [call('lineInterpolate', [STREET, real(0.25)]), text('coordinates'), long(1)]),
        ]),
        long(10),
      ]),
      40.7914366873,
    ],
    [call('lineInterpolate', [STREET, real(2)]), null],
  ],
  lineLocate: [[call('round', [call('lineLocate', [EQUATOR, real(45), real(10)]), long(9)]), 0.5]],
  wktGeometry: [
    [call('wktGeometry', [text('POINT (1 2)')]), { type: 'Point', coordinates: [1, 2] }],
    [
      call('wktGeometry', [text('MULTILINESTRING ((1 1, 2 2), (4 4, 5 5))')]),
      {
        type: 'MultiLineString',
        coordinates: [
          [
            [1, 1],
            [2, 2],
          ],
          [
            [4, 4],
            [5, 5],
          ],
        ],
      },
    ],
    [call('wktGeometry', [text('LINESTRING')]), null],
  ],
  h3Cell: [
    [call('h3Cell', [real(-74.04450446039874), real(40.689250859314974), long(6)]), '862a1072fffffff'],
    [call('h3Cell', [real(1), real(1), long(16)]), ''],
  ],
  h3Parent: [
    [call('h3Parent', [text('862a1072fffffff'), long(-1)]), '852a1073fffffff'],
    [call('h3Parent', [text('862a1072fffffff'), long(1)]), '812a3ffffffffff'],
    [call('h3Parent', [text('862a1072fffffff'), long(15)]), ''],
  ],
  h3Children: [
    [
      call('h3Children', [text('862a1072fffffff'), long(-1)]),
      [
        '872a10728ffffff',
        '872a10729ffffff',
        '872a1072affffff',
        '872a1072bffffff',
        '872a1072cffffff',
        '872a1072dffffff',
        '872a1072effffff',
      ],
    ],
    [call('h3Children', [text('abc'), long(-1)]), null],
  ],
  h3Level: [[call('h3Level', [text('862a1072fffffff')]), 6]],
  h3Centre: [[call('h3Centre', [text('1')]), null]],
  h3Polygon: [
    [
      call('arrayLength', [
        call('path', [call('h3Polygon', [text('862a1072fffffff')]), text('coordinates'), long(0)]),
      ]),
      7,
    ],
  ],
  h3Rings: [
    [
      call('h3Rings', [text('861f8894fffffff'), long(1)]),
      [
        ['861f8894fffffff'],
        [
          '861f88947ffffff',
          '861f8895fffffff',
          '861f88867ffffff',
          '861f8d497ffffff',
          '861f8d4b7ffffff',
          '861f8896fffffff',
        ],
      ],
    ],
    [call('h3Rings', [text('861f8894fffffff'), long(150)]), null],
  ],
  s2Cell: [
    [call('s2Cell', [real(-80.195829), real(25.802215), long(8)]), '88d9b'],
    [call('s2Cell', [real(10.6842), real(53), long(8)]), '47ae3'],
    [call('s2Cell', [real(1), real(1), long(35)]), ''],
  ],
  s2Centre: [
    [
      call('round', [
        call('toReal', [call('path', [call('s2Centre', [text('1234567')]), text('coordinates'), long(1)])]),
        long(12),
      ]),
      27.468392925828,
    ],
    [call('s2Centre', [text('a')]), null],
  ],
  s2Polygon: [
    [
      call('path', [call('s2Polygon', [text('89c259')]), text('coordinates'), long(0), long(0)]),
      [-74.03001224983848, 40.8012684339439],
    ],
    [call('s2Polygon', [text('a')]), null],
  ],
  geohashNeighbours: [
    [
      call('geohashNeighbours', [text('sunny')]),
      ['sunnv', 'sunnt', 'sunnw', 'sunnx', 'sunpp', 'sunnz', 'sunpn', 'sunpj'],
    ],
    [call('geohashNeighbours', [text('ail')]), null],
  ],
  h3Neighbours: [
    [
      call('h3Neighbours', [text('862a1072fffffff')]),
      [
        '862a10777ffffff',
        '862a100d7ffffff',
        '862a100dfffffff',
        '862a1070fffffff',
        '862a10707ffffff',
        '862a10727ffffff',
      ],
    ],
    [call('h3Neighbours', [text('abc')]), null],
  ],
  s2Neighbours: [
    [
      call('s2Neighbours', [text('89c259')]),
      ['89c25d', '89c25b', '89c2f7', '89c257', '89c2f5', '89c251', '89c25f', '89c2f9'],
    ],
    [call('s2Neighbours', [text('a')]), null],
  ],
  s2CellsOfLine: [
    // The equator from 0 to 90 degrees lies on the first two faces.
    [call('s2CellsOfLine', [EQUATOR, long(0), real(0)]), ['1', '3']],
    [call('s2CellsOfLine', [EQUATOR, long(30), real(0)]), null],
    [call('s2CellsOfLine', [EQUATOR, long(1), real(-1)]), null],
  ],
  s2CellsOfPolygon: [
    [call('s2CellsOfPolygon', [HOLED, long(0), real(0)]), ['1']],
    [call('s2CellsOfPolygon', [HOLED, long(31), real(0)]), null],
  ],
  h3CellsOfPolygon: [
    [call('arrayLength', [call('h3CellsOfPolygon', [SIERRA, long(6)])]), 13],
    [call('h3CellsOfPolygon', [PARK, long(16)]), null],
  ],
  lineDensify: [
    [call('toText', [call('lineDensify', [AVENUE, real(10)])]), DENSE],
    [call('lineDensify', [AVENUE, real(0)]), null],
  ],
  polygonDensify: [
    [corner('polygonDensify', [PARK, real(10)], 1), [-73.958072662, 40.800686036]],
    [call('polygonDensify', [PARK, real(0)]), null],
  ],
  polygonsCommon: [
    [corner('polygonsCommon', [HOLED, TRIANGLE], 0), [1, 1]],
    [call('polygonsCommon', [HOLED, AWAY]), { type: 'GeometryCollection', geometries: [] }],
    [call('polygonsCommon', [HOLED, EQUATOR]), null],
  ],
  lineWithinPolygon: [
    [call('lineWithinPolygon', [MERIDIAN, HOLED]), { type: 'GeometryCollection', geometries: [] }],
    [call('lineWithinPolygon', [HOLED, HOLED]), null],
  ],
  linesCommon: [
    [call('linesCommon', [EQUATOR, FAR]), { type: 'GeometryCollection', geometries: [] }],
    [call('linesCommon', [EQUATOR, PARK]), null],
  ],
  linesTogether: [
    [call('path', [call('linesTogether', [array(EQUATOR, EQUATOR)]), text('type')]), 'LineString'],
    [call('linesTogether', [array(EQUATOR, PARK)]), null],
  ],
  polygonsTogether: [
    [call('path', [call('polygonsTogether', [array(TRIANGLE, AWAY)]), text('type')]), 'MultiPolygon'],
    [call('polygonsTogether', [array(TRIANGLE, EQUATOR)]), null],
  ],
  pointBuffer: [
    [
      corner('pointBuffer', [real(-115.1745008278), real(36.1497251277), real(20000), real(10)], 0),
      [-115.235723425, 36.322677606],
    ],
    [call('pointBuffer', [real(10), real(10), real(-1), real(10)]), null],
  ],
  lineBuffer: [
    [corner('lineBuffer', [KEYS, real(4), real(0.1)], 0), [-80.66633072, 24.89449489]],
    [call('lineBuffer', [EQUATOR, real(0), real(10)]), null],
  ],
  polygonBuffer: [
    [call('path', [call('polygonBuffer', [TRIANGLE, real(100), real(10)]), text('type')]), 'Polygon'],
    [call('polygonBuffer', [EQUATOR, real(100), real(10)]), null],
  ],
  lineSimplify: [
    // A bend of 11 m vanishes within 20 m; its corner is more than 20 m from the ends.
    [
      call('lineSimplify', [BENT, real(20)]),
      {
        type: 'LineString',
        coordinates: [
          [0, 0],
          [1, 0],
        ],
      },
    ],
    [call('lineSimplify', [BENT, real(-1)]), null],
  ],
  polygonSimplify: [
    [corner('polygonSimplify', [TRIANGLE, real(10)], 1), [2, 1]],
    [call('polygonSimplify', [TRIANGLE, real(1_000_000)]), null],
  ],
  polygonsSimplify: [
    [call('polygonsSimplify', [array(TRIANGLE, AWAY), real(-1)]), null],
    [call('polygonsSimplify', [array(TRIANGLE, HOLED), real(5_000_000)]), null],
  ],
};
