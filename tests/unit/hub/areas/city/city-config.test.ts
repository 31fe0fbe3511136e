import { describe, expect, it } from 'vitest';
import { parseCityConfig } from '../../../../../src/hub/areas/city/city-config.ts';
import { cityJson } from '../../../../support/city-mapping.ts';

const line = { url: 'https://city.example/api', token: 'a-token' };
interface Written {
  http: Record<string, unknown>;
  fields: { cityNo?: string };
  codes: { category: { X?: string }; district: { Y?: string } };
  reports: { fields: { id?: string }; files: { path: string } };
  more?: number;
}
const parsed = (change: (config: Written) => void) => {
  const config: Written = JSON.parse(cityJson(line));
  change(config);
  return () => parseCityConfig(JSON.stringify(config));
};

describe('city.json', () => {
  it('names the line, the fields and the codes; times have stock values', () => {
    const { http, mapping } = parseCityConfig(cityJson(line));
    expect(http).toEqual({
      url: 'https://city.example/api/',
      token: 'a-token',
      pollSeconds: 30,
      timeoutSeconds: 15,
    });
    expect(mapping.codes.category['SW0202']).toBe('drainage.blockage');
    expect(parseCityConfig(cityJson(null)).http).toBeNull();
  });

  it('must be encrypted to another machine, without anything in the address that does not belong there', () => {
    const at = (url: string) => parsed((config) => (config.http['url'] = url));
    expect(at('http://127.0.0.1:8080/')).not.toThrow();
    expect(at('http://city.example/')).toThrow('http.url：应以 https:// 开头');
    expect(at('https://city.example/?token=1')).toThrow('http.url：地址里不能有');
    expect(at('https://a:b@city.example/')).toThrow('地址里不能有');
    expect(at('city')).toThrow('http.url：不是完整的地址');
  });

  it('is refused with each fault and its place, never with the token', () => {
    const wrong = parsed((config) => {
      config.codes.category.X = 'supply.nothing';
      config.codes.district.Y = '天河区';
      delete config.fields.cityNo;
      config.http['token'] = '秘密';
      config.more = 1;
    });
    expect(wrong).toThrow('codes.category.X：没有这个分类代码');
    expect(wrong).toThrow('codes.district.Y：没有这个区');
    expect(wrong).toThrow('fields：必须写明 cityNo 和 content');
    expect(wrong).toThrow('http.token：访问密码只能是可见的英文字符');
    expect(wrong).not.toThrow('秘密');
    expect(() => parseCityConfig('{')).toThrow('不是完整的 JSON');
    expect(parsed((config) => delete config.reports.fields.id)).toThrow('reports.fields');
  });

  it('sends files nowhere but below the address of the line', () => {
    const to = (path: string) => parsed((config) => (config.reports.files.path = path));
    expect(to('upload/files')).not.toThrow();
    for (const path of [
      'https://other.example/',
      '//other.example',
      '/files',
      '../files',
      'a?b',
      '',
    ])
      expect(to(path)).toThrow('reports.files.path');
  });
});
