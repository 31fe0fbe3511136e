import type { District } from './places.ts';

/**
 * Who answers for water in a district, by the one name that stands in tickets, lists and texts. The names are to be confirmed by the
 * purchaser: several bureaus were renamed since the sources were written.
 */
const bureaus: Readonly<Record<District, string>> = {
  江岸区: '江岸区水务局',
  江汉区: '江汉区水务局',
  硚口区: '硚口区水务局',
  汉阳区: '汉阳区水务局',
  武昌区: '武昌区水务局',
  青山区: '青山区水务局',
  洪山区: '洪山区水务局',
  东西湖区: '东西湖区水务和湖泊局',
  汉南区: '汉南区水务局',
  蔡甸区: '蔡甸区水务和湖泊局',
  江夏区: '江夏区水务和湖泊局',
  黄陂区: '黄陂区水务和湖泊局',
  新洲区: '新洲区水务和湖泊局',
  武汉经开区: '武汉经开区水务部门',
  东湖高新区: '东湖高新区水务科',
  东湖风景区: '东湖风景区水务部门',
  长江新区: '长江新区水务部门',
};

/** The bureau of a district. */
export function bureauOf(district: District): string {
  return bureaus[district];
}
