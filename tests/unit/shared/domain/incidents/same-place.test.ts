import { expect, it } from 'vitest';
import { readPlace } from '../../../../../src/shared/domain/incidents/place-words.ts';
import { isSamePlace } from '../../../../../src/shared/domain/incidents/same-place.ts';
import { suppliedSearchWords } from '../../../../../src/shared/node/search/search-words.ts';
import { createSounds } from '../../../../../src/shared/node/search/sounds.ts';

const sounds = createSounds(suppliedSearchWords);
const soundsOf = (text: string) => sounds.heard(text).same;
const isSame = (a: string, b: string, districts: readonly [string | null, string | null]) =>
  isSamePlace(readPlace(a, districts[0]), readPlace(b, districts[1]), soundsOf);
const none = [null, null] as const;

it.each([
  ['解放大道12号', '解放大道１２号'],
  ['解放大道12号', '武汉市江汉区解放大道 12 号门口'],
  ['解放大道十二号', '解放大道12号'],
  ['解放大道12号', '解放大道10-16号'],
  ['解放大道与建设大道交叉口', '建设大道和解放大道路口'],
  ['解放大道、建设大道交汇处', '解放大道跟建设大道十字路口附近'],
  ['解放大道与青年路口', '青年路解放大道路口'],
  ['沿江大道88号', '延江大道88号'],
  ['建设路5号', '建社路5号'],
  ['竹叶山立交', '竹叶山立交桥下'],
  ['青年路杨泗苑小区3栋', '杨泗苑小区3栋'],
  ['解放大道1277号协和苑', '解放大道1277号'],
  ['江汉区前进一路', '前进1路'],
  ['街道口地铁站', '街道口地铁站附近'],
])('%s is %s', (a, b) => {
  expect(isSame(a, b, none)).toBe(true);
  expect(isSame(b, a, none)).toBe(true);
});

it.each([
  ['解放大道12号', '解放大道112号'],
  ['解放大道12号', '解放大道1号'],
  ['解放大道13号', '解放大道10-16号'],
  ['解放大道12号', '解放大道'],
  ['解放大道12号', '建设大道12号'],
  ['前进一路', '前进二路'],
  ['解放大道与建设大道交叉口', '解放大道与青年路交叉口'],
  ['解放大道与建设大道交叉口', '解放大道'],
  ['杨泗苑小区3栋', '杨泗苑小区5栋'],
  ['杨泗苑小区1栋', '杨泗苑小区11栋'],
  ['青年路地铁站', '香港路地铁站'],
  ['小区', '小区'],
  ['青年路小区', '小区'],
  ['', ''],
  ['门口', '门口'],
])('%s is not %s', (a, b) => {
  expect(isSame(a, b, none)).toBe(false);
  expect(isSame(b, a, none)).toBe(false);
});

it('keeps districts apart where both are legal ones, and lets a zone lie in any', () => {
  expect(isSame('和平路8号', '和平路8号', ['江汉区', '武昌区'])).toBe(false);
  expect(isSame('洪山区和平路8号', '江汉区和平路8号', none)).toBe(false);
  expect(isSame('和平路8号', '和平路8号', ['洪山区', '东湖高新区'])).toBe(true);
  expect(isSame('和平路8号', '和平路8号', ['洪山区', null])).toBe(true);
});
